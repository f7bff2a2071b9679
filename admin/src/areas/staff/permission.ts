import type { Key } from '../../i18n/i18n.tsx'

/** What each permission allows, in words; one the console does not know yet is shown by its name. */
export const permissionKey: Record<string, Key> = {
  'audit.read': 'permission.audit.read',
  'catalog.read': 'permission.catalog.read',
  'catalog.write': 'permission.catalog.write',
  'data.read': 'permission.data.read',
  'inventory.read': 'permission.inventory.read',
  'inventory.write': 'permission.inventory.write',
  'media.write': 'permission.media.write',
  'order.read': 'permission.order.read',
  'order.refund': 'permission.order.refund',
  'order.ship': 'permission.order.ship',
  'order.write': 'permission.order.write',
  'payment.read': 'permission.payment.read',
  'promotion.read': 'permission.promotion.read',
  'promotion.verify': 'permission.promotion.verify',
  'promotion.write': 'permission.promotion.write',
  'review.read': 'permission.review.read',
  'review.write': 'permission.review.write',
  'search.write': 'permission.search.write',
  'settings.read': 'permission.settings.read',
  'settings.write': 'permission.settings.write',
  'shop.write': 'permission.shop.write',
  'shopper.read': 'permission.shopper.read',
  'staff.read': 'permission.staff.read',
  'staff.write': 'permission.staff.write',
}
