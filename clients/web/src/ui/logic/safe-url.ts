/** Whether something may be the source of a picture: made by this page, never fetched from elsewhere. */
export function isPictureUrl(url: string): boolean {
  return url.startsWith("blob:") || /^data:image\/(?:png|jpeg|webp);base64,[A-Za-z0-9+/=]*$/.test(url);
}
