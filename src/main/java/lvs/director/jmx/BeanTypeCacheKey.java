package lvs.director.jmx;

import javax.management.ObjectInstance;
import org.jolokia.service.jmx.api.CacheKeyProvider;

/** Lets Jolokia's list give the description of each bean type once, not once for each bean. */
final class BeanTypeCacheKey extends CacheKeyProvider {
  private static final int ORDER = 10;

  BeanTypeCacheKey() {
    super(ORDER);
  }

  @Override
  public String determineKey(ObjectInstance instance) {
    return instance.getObjectName().getDomain().equals(BeanNames.DOMAIN)
        ? "lvs-" + instance.getObjectName().getKeyProperty("type")
        : null;
  }
}
