package app.culver.acceptance.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import app.culver.acceptance.support.Cloud;
import app.culver.acceptance.support.Member;
import app.culver.acceptance.support.People;
import app.culver.acceptance.support.RawDevice;
import app.culver.acceptance.support.Store;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Addresses of chunks are good for what they were given for, by those they were given to. That they end is held by the
 * adapter's test, which can be early or late.
 */
class MediaTest {
  private static People people;

  private final String media = RawDevice.newMessage().value();
  private final byte[] bytes = random(8208);

  @BeforeAll
  static void meet() {
    people = People.meet();
  }

  private static byte[] random(int length) {
    var bytes = new byte[length];
    ThreadLocalRandom.current().nextBytes(bytes);
    return bytes;
  }

  private JsonNode upload(int index, byte[] chunk) {
    return Store.askToPut(people.alice(), people.conversation(), media, index, chunk).expect(200).path("uploads")
        .path(0);
  }

  private String download(RawDevice device, int index) {
    return Store.url(Store.askToGet(device, people.conversation(), media, index).expect(200).path("downloads").path(0));
  }

  private int put(JsonNode upload, byte[] chunk) {
    return Store.put(Store.url(upload), Store.headers(upload), chunk).status();
  }

  @Test
  void aMembersChunkComesToTheOthersAsItWas() {
    assertThat(put(upload(0, bytes), bytes)).isEqualTo(200);

    assertThat(Store.get(download(people.bob(), 0)).body()).isEqualTo(bytes);
    assertThat(Store.get(download(people.laptop(), 0)).body()).isEqualTo(bytes);
  }

  @Test
  void strangersGetNoAddresses() {
    Nothing.changesOrIsSentBy(() -> {
      Store.askToPut(people.mallory(), people.conversation(), media, 0, bytes).expectProblem(404, "not-found");
      Store.askToGet(people.mallory(), people.conversation(), media, 0).expectProblem(404, "not-found");
    });
  }

  @Test
  void formerMembersAndRemovedDevicesGetNoAddressesAnyMore() {
    var group = people.alice().createGroup(Member.of(people.bob().account()));
    Store.askToGet(people.bob(), group, media, 0).expect(200);
    people.bob().change(group, 1, RawDevice.left()).expect(200);
    Store.askToPut(people.bob(), group, media, 0, bytes).expectProblem(404, "not-found");
    Store.askToGet(people.bob(), group, media, 0).expectProblem(404, "not-found");

    var removed = Cloud.running().newDevice();
    var notes = removed.converse(removed.account());
    removed.delete("/v1/sessions/current").expect(204);
    Store.askToGet(removed, notes, media, 0).expectProblem(401, "session-ended");
  }

  /** Whoever was added by somebody whom they block is to know nothing of the group. */
  @Test
  void aMemberThatHasNotComeGetsNoAddresses() {
    var carol = Cloud.running().newDevice();
    carol.put("/v1/blocks/" + people.alice().account()).expect(204);
    var group = people.alice().createGroup(Member.of(carol.account()));

    Store.askToGet(carol, group, media, 0).expectProblem(404, "not-found");
  }

  @Test
  void anAddressIsNotForAnotherKeyMethodOrBucket() {
    var upload = upload(3, bytes);
    var headers = Store.headers(upload);
    var url = Store.url(upload);
    var other = RawDevice.newMessage().value();
    for (var wrong : List.of(url.replace("/3?", "/4?"), url.replace(media, other),
        url.replace(people.conversation().value(), other), url.replaceFirst("/3\\?", "/3/../5?"),
        url.replace("Signature=", "Signature=0"), url.replaceAll("&X-Amz-Signature=.*", ""))) {
      assertThat(Store.put(wrong, headers, bytes).status()).as(wrong).isBetween(400, 403);
    }
    assertThat(Store.get(url).status()).isEqualTo(403);
    assertThat(Store.ask("DELETE", url).status()).isEqualTo(403);

    assertThat(put(upload, bytes)).isEqualTo(200);
    var get = download(people.bob(), 3);
    assertThat(Store.ask("DELETE", get).status()).isEqualTo(403);
    assertThat(Store.put(get, Map.of(), bytes).status()).isBetween(400, 403);
    assertThat(Store.get(get.replace("/3?", "/2?")).status()).isEqualTo(403);
    assertThat(Store.get(get.replace("X-Amz-Expires=300", "X-Amz-Expires=604800")).status()).isEqualTo(403);
    assertThat(Store.get(get).body()).isEqualTo(bytes);
  }

  @Test
  void nobodyListsTheBucket() {
    var url = download(people.alice(), 0);
    var bucket = url.substring(0, url.indexOf("/" + people.conversation()));
    for (var asked : List.of(bucket, bucket + "/", bucket + "?list-type=2", bucket + "/?policy",
        bucket + url.substring(url.indexOf('?')))) {
      assertThat(Store.get(asked).status()).as(asked).isBetween(400, 403);
    }
  }

  @Test
  void anAddressTakesTheBytesThatItWasGivenForAndNoOthers() {
    var upload = upload(0, bytes);
    var altered = bytes.clone();
    altered[100] ^= 1;
    for (var wrong : List.of(altered, Arrays.copyOf(bytes, 8207), Arrays.copyOf(bytes, 8209), new byte[0])) {
      assertThat(put(upload, wrong)).as("%d bytes", wrong.length).isBetween(400, 403);
    }
    var headers = Store.headers(upload);
    headers.computeIfPresent("x-amz-checksum-sha256", (name, hash) -> Store.otherHash(hash));
    assertThat(Store.put(Store.url(upload), headers, bytes).status()).isBetween(400, 403);
    assertThat(Store.put(Store.url(upload), Map.of(), bytes).status()).isBetween(400, 403);
    assertThat(Store.get(download(people.alice(), 0)).status()).isEqualTo(404);

    assertThat(put(upload, bytes)).isEqualTo(200);
  }

  @Test
  void whatIsThereStaysAsItIs() {
    var first = upload(0, bytes);
    assertThat(put(first, bytes)).isEqualTo(200);
    assertThat(put(first, bytes)).isEqualTo(412);

    var other = random(8208);
    assertThat(put(upload(0, other), other)).isEqualTo(412);
    assertThat(Store.get(download(people.bob(), 0)).body()).isEqualTo(bytes);
  }
}
