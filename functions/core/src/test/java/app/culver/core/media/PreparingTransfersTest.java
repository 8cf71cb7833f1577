package app.culver.core.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import app.culver.core.Bytes;
import app.culver.core.device.Device;
import app.culver.core.identifier.ConversationId;
import app.culver.core.identifier.MediaId;
import app.culver.core.memory.MemoryMedia;
import app.culver.core.memory.Samples;
import app.culver.core.memory.World;
import app.culver.core.refusal.FaultException;
import app.culver.core.refusal.Refusal;
import app.culver.core.refusal.RefusedException;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PreparingTransfersTest {
  private static final MediaId MEDIA = MediaId.of(new byte[16]);

  private final World world = new World();
  private final PreparingTransfers preparing = new PreparingTransfers(world.devices, world.tables,
      new MemoryMedia(() -> world.now));

  private static Chunk chunk(int index) {
    return new Chunk(index, 4112, Bytes.of(new byte[32]));
  }

  private List<Upload> uploads(Device device, ConversationId conversation) {
    return preparing.uploads(Samples.caller(device), conversation, MEDIA,
        new UploadRequest(List.of(chunk(2), chunk(5))));
  }

  private List<Download> downloads(Device device, ConversationId conversation) {
    return preparing.downloads(Samples.caller(device), conversation, MEDIA, new DownloadRequest(7, 3));
  }

  @Test
  void everyMemberGetsAnAddressForEachChunkInTheirOrder() {
    assertThat(uploads(world.bobPhone, world.id)).extracting(Upload::index).containsExactly(2, 5);
    assertThat(uploads(world.alicePhone, world.id)).extracting(Upload::url).doesNotHaveDuplicates()
        .allMatch(url -> url.toString().contains(world.id + "/" + MEDIA));
    assertThat(downloads(world.alicePhone, world.id)).extracting(Download::index).containsExactly(7, 8, 9);
  }

  @Test
  void whoIsNoMemberLearnsNothing() {
    Device stranger = world.devices.put(Samples.device(Samples.account(77), 77));

    assertThat(refusal(() -> uploads(stranger, world.id))).isEqualTo(new Refusal.NotFound());
    assertThat(refusal(() -> downloads(stranger, world.id))).isEqualTo(new Refusal.NotFound());
    assertThat(refusal(() -> downloads(world.bobPhone, ConversationId.of(new byte[16]))))
        .isEqualTo(new Refusal.NotFound());
  }

  @Test
  void aDeviceWhoseSessionHasEndedGetsNothing() {
    Device removed = Samples.device(world.bobPhone.account(), 99);

    assertThat(refusal(() -> uploads(removed, world.id))).isEqualTo(new Refusal.SessionEnded());
    assertThat(refusal(() -> downloads(removed, world.id))).isEqualTo(new Refusal.SessionEnded());
  }

  private static Refusal refusal(Runnable request) {
    return catchThrowableOfType(RefusedException.class, request::run).refusal();
  }

  @ParameterizedTest
  @CsvSource({"-1,4112,32,/index", "1600,4112,32,/index", "0,4111,32,/length", "0,4194321,32,/length",
      "0,4112,31,/sha256", "0,4112,33,/sha256"})
  void aChunkIsWithinItsBounds(int index, int length, int hashBytes, String pointer) {
    assertThatExceptionOfType(FaultException.class)
        .isThrownBy(() -> new Chunk(index, length, Bytes.of(new byte[hashBytes])))
        .satisfies(fault -> assertThat(fault.pointer()).isEqualTo(pointer));
  }

  @Test
  void theBoundsThemselvesAreAllowed() {
    assertThat(new Chunk(1599, 4_194_320, Bytes.of(new byte[32])).index()).isEqualTo(1599);
    assertThat(new DownloadRequest(1575, 25).from()).isEqualTo(1575);
    assertThat(new UploadRequest(IntStream.range(0, 25).mapToObj(PreparingTransfersTest::chunk).toList()).chunks())
        .hasSize(25);
  }

  @Test
  void aRequestNamesOneToTwentyFiveChunksInTheirOrder() {
    assertThatThrownBy(() -> new UploadRequest(List.of())).isInstanceOf(FaultException.class)
        .hasMessage("must be 1 to 25 chunks");
    assertThatThrownBy(() -> new UploadRequest(Collections.nCopies(26, chunk(0)))).hasMessage("must be 1 to 25 chunks");
    assertThatExceptionOfType(FaultException.class)
        .isThrownBy(() -> new UploadRequest(List.of(chunk(0), chunk(3), chunk(3))))
        .satisfies(fault -> assertThat(fault.pointer()).isEqualTo("/chunks/2"));
  }

  @ParameterizedTest
  @CsvSource({"-1,1,/from", "1600,1,/from", "0,0,/count", "0,26,/count", "1599,2,/count", "1590,25,/count"})
  void aDownloadIsOfChunksThatAFileCanHave(int from, int count, String pointer) {
    assertThatExceptionOfType(FaultException.class).isThrownBy(() -> new DownloadRequest(from, count))
        .satisfies(fault -> assertThat(fault.pointer()).isEqualTo(pointer));
  }
}
