import type { Reply } from '../../api/api.ts'
import type { Key } from '../../i18n/i18n.tsx'

export type Role = Reply<'getStaffMe'>['role']
/** The roles a shop gives; the arbiter is the platform's. */
export type ShopRole = Exclude<Role, 'arbiter'>

export const roles: readonly ShopRole[] = ['owner', 'operator', 'warehouse', 'clerk', 'courier', 'support', 'finance']

export const roleKey: Record<Role, Key> = {
  owner: 'role.owner',
  operator: 'role.operator',
  warehouse: 'role.warehouse',
  clerk: 'role.clerk',
  courier: 'role.courier',
  support: 'role.support',
  finance: 'role.finance',
  arbiter: 'role.arbiter',
}
