import { answerFiles, type FilesScope } from "./files.ts";

declare const self: FilesScope;

answerFiles(self);
