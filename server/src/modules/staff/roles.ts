import type { Role } from './contract.ts'

/** Every permission there is, as operations name them after `staff:`. */
const all = [
  'audit.read',
  'catalog.read',
  'catalog.write',
  'inventory.read',
  'inventory.write',
  'media.write',
  'order.read',
  'order.refund',
  'order.ship',
  'order.write',
  'payment.read',
  'promotion.read',
  'promotion.write',
  'review.read',
  'review.write',
  'search.write',
  'settings.read',
  'settings.write',
  'shop.write',
  'shopper.read',
  'shopper.write',
  'staff.read',
  'staff.write',
  'wallet.read',
] as const

/** What each role may do. A role not named for a permission does not have it. */
export const permissionsOf: Record<Role, readonly string[]> = {
  owner: all,
  operator: [
    'catalog.read',
    'catalog.write',
    'inventory.read',
    'media.write',
    'order.read',
    'order.ship',
    'order.write',
    'promotion.read',
    'promotion.write',
    'review.read',
    'review.write',
    'search.write',
    'settings.read',
    'shopper.read',
    'shopper.write',
  ],
  warehouse: ['catalog.read', 'inventory.read', 'inventory.write', 'order.read', 'order.ship'],
  support: ['catalog.read', 'media.write', 'order.read', 'order.write', 'review.read', 'review.write', 'shopper.read'],
  finance: ['catalog.read', 'order.read', 'order.refund', 'payment.read', 'shopper.read', 'wallet.read'],
}
