package app.culver.push.firebase;

import app.culver.core.device.PushToken;
import com.google.firebase.messaging.AndroidConfig;
import com.google.firebase.messaging.AndroidNotification;
import com.google.firebase.messaging.ApnsConfig;
import com.google.firebase.messaging.Aps;
import com.google.firebase.messaging.ApsAlert;
import com.google.firebase.messaging.Message;
import com.google.firebase.messaging.WebpushConfig;
import com.google.firebase.messaging.WebpushNotification;
import java.util.regex.Pattern;

/**
 * The one message that there is: an alert whose text the app brings, the same for everybody, whatever happened. A newer one
 * takes the place of one that still waits or is shown. {@code contract/README.md}, section "Push", tells clients of it.
 *
 * @see <a href="https://firebase.google.com/docs/reference/fcm/rest/v1/projects.messages">Message</a>
 */
final class WakeUp {
  /** https://firebase.google.com/docs/projects/manage-installations */
  private static final Pattern INSTALLATION_ID = Pattern.compile("[A-Za-z0-9_-]{22}");

  private static final String KEY = "culver";
  private static final String TITLE = "culver_push_title";
  private static final String BODY = "culver_push_body";

  private static final AndroidConfig ANDROID = AndroidConfig.builder().setPriority(AndroidConfig.Priority.HIGH)
      .setCollapseKey(KEY).setNotification(
          AndroidNotification.builder().setTitleLocalizationKey(TITLE).setBodyLocalizationKey(BODY).setTag(KEY).build())
      .build();

  private static final ApnsConfig APNS = ApnsConfig.builder().putHeader("apns-priority", "10")
      .putHeader("apns-push-type", "alert").putHeader("apns-collapse-id", KEY)
      .setAps(Aps.builder()
          .setAlert(ApsAlert.builder().setTitleLocalizationKey(TITLE).setLocalizationKey(BODY).build())
          .setSound("default").setMutableContent(true).build())
      .build();

  private static final WebpushConfig WEBPUSH = WebpushConfig.builder().putHeader("Urgency", "high")
      .putHeader("Topic", KEY).setNotification(
          WebpushNotification.builder().setTitle("Culver").setBody("You have new messages").setTag(KEY).build())
      .build();

  private WakeUp() {}

  static Message to(PushToken token) {
    Message.Builder message = Message.builder().setAndroidConfig(ANDROID).setApnsConfig(APNS)
        .setWebpushConfig(WEBPUSH);
    return INSTALLATION_ID.matcher(token.value()).matches()
        ? message.setFid(token.value()).build()
        : toRegistrationToken(message, token);
  }

  /** Apps with Firebase libraries from before 2026 have no other; FCM keeps taking these. */
  @SuppressWarnings("deprecation")
  private static Message toRegistrationToken(Message.Builder message, PushToken token) {
    return message.setToken(token.value()).build();
  }
}
