import { z } from 'zod'
import { call, operation } from '../../kernel/contract.ts'
import { Done, Id, IdParams, Name, PageQuery, pageOf, Time } from '../../kernel/schema.ts'

/** `arbiter` is the platform's own: decides disputes of all shops. Only set-up gives it, never a shop. */
export const Role = z.enum(['owner', 'operator', 'warehouse', 'clerk', 'courier', 'support', 'finance', 'arbiter'])
const ShopRole = Role.exclude(['arbiter'])
export type Role = z.output<typeof Role>

/** At least 10 characters with two of: letters, digits, signs. */
export const Password = z
  .string()
  .min(10)
  .max(128)
  .refine((text) => [/[a-z]/i, /\d/, /[^a-z\d]/i].filter((kind) => kind.test(text)).length >= 2, 'password_too_simple')
const Account = z
  .string()
  .trim()
  .toLowerCase()
  .min(3)
  .max(80)
  .regex(/^[\w.@+-]+$/)

export const StaffMe = z
  .object({
    id: Id,
    account: z.string(),
    name: z.string(),
    role: Role,
    permissions: z.array(z.string()),
    shopId: Id,
    /** In this shop the person works for the platform: may do what concerns the whole mall. */
    platform: z.boolean(),
    /** Shops this person may switch to. */
    shops: z.array(z.object({ id: Id, name: z.string(), role: Role })),
  })
  .meta({ id: 'StaffMe' })

export const staffLogin = operation({
  id: 'staffLogin',
  face: 'admin',
  method: 'POST',
  path: '/login',
  access: 'public',
  body: z.strictObject({ account: Account, password: z.string().min(1).max(128) }),
  reply: z.object({ token: z.string(), me: StaffMe }),
  errors: ['login_failed', 'login_throttled', 'account_disabled'],
})
export const staffLogout = operation({ id: 'staffLogout', face: 'admin', method: 'POST', path: '/logout', access: 'staff', reply: Done })
export const getStaffMe = operation({ id: 'getStaffMe', face: 'admin', method: 'GET', path: '/me', access: 'staff', reply: StaffMe })
export const switchShop = operation({
  id: 'switchShop',
  face: 'admin',
  method: 'POST',
  path: '/me/shop',
  access: 'staff',
  body: z.strictObject({ shopId: Id }),
  reply: StaffMe,
  errors: ['shop_not_found'],
})
export const changeMyPassword = operation({
  id: 'changeMyPassword',
  face: 'admin',
  method: 'POST',
  path: '/me/password',
  summary: 'Change the password; all other sessions of this person end',
  access: 'staff',
  body: z.strictObject({ oldPassword: z.string().max(128), newPassword: Password }),
  reply: Done,
  errors: ['password_wrong', 'login_throttled'],
})

export const StaffSession = z
  .object({ id: Id, createdAt: Time, lastSeenAt: Time, ip: z.string(), userAgent: z.string(), current: z.boolean() })
  .meta({ id: 'StaffSession' })
export const listMySessions = operation({
  id: 'listMySessions',
  face: 'admin',
  method: 'GET',
  path: '/me/sessions',
  access: 'staff',
  reply: z.object({ items: z.array(StaffSession) }),
})
export const revokeMySession = operation({
  id: 'revokeMySession',
  face: 'admin',
  method: 'DELETE',
  path: '/me/sessions/:id',
  access: 'staff',
  params: IdParams,
  reply: Done,
  errors: ['session_not_found'],
})

export const StaffMember = z
  .object({
    id: Id,
    account: z.string(),
    name: z.string(),
    role: Role,
    disabled: z.boolean(),
    lastLoginAt: Time.nullable(),
    createdAt: Time,
  })
  .meta({ id: 'StaffMember' })
export const listStaff = operation({
  id: 'listStaff',
  face: 'admin',
  method: 'GET',
  path: '/staff',
  access: 'staff:staff.read',
  query: PageQuery,
  reply: pageOf(StaffMember),
})
export const createStaff = operation({
  id: 'createStaff',
  face: 'admin',
  method: 'POST',
  path: '/staff',
  access: 'staff:staff.write',
  body: z.strictObject({ account: Account, name: Name, role: ShopRole, password: Password }),
  reply: StaffMember,
  errors: ['account_taken'],
})
export const updateStaff = operation({
  id: 'updateStaff',
  face: 'admin',
  method: 'PATCH',
  path: '/staff/:id',
  summary: 'Rename, change the role, or disable (ends all sessions)',
  access: 'staff:staff.write',
  params: IdParams,
  body: z.strictObject({ name: Name.optional(), role: ShopRole.optional(), disabled: z.boolean().optional() }),
  reply: StaffMember,
  errors: ['staff_not_found', 'last_owner'],
})
export const resetStaffPassword = operation({
  id: 'resetStaffPassword',
  face: 'admin',
  method: 'POST',
  path: '/staff/:id/password',
  access: 'staff:staff.write',
  params: IdParams,
  body: z.strictObject({ newPassword: Password }),
  reply: Done,
  errors: ['staff_not_found', 'own_password', 'works_elsewhere'],
})
export const RolePermissions = z.object({ role: Role, permissions: z.array(z.string()) }).meta({ id: 'RolePermissions' })
export const listRoles = operation({
  id: 'listRoles',
  face: 'admin',
  method: 'GET',
  path: '/roles',
  access: 'staff:staff.read',
  reply: z.object({ items: z.array(RolePermissions) }),
})

export const staffCalls = {
  /** Who holds this session token, or null. */
  whoIs: call(
    z.object({ token: z.string().max(200) }),
    z.object({
      staff: z
        .object({
          id: Id,
          name: z.string(),
          sessionId: Id,
          shopId: Id,
          role: Role,
          permissions: z.array(z.string()),
          platform: z.boolean(),
        })
        .nullable(),
    }),
  ),
  /** Creates a staff account in a shop, or gives an existing one that role there and that password. For set-up. */
  put: call(z.object({ shopId: Id, account: Account, name: Name, role: Role, password: Password }), z.object({ id: Id })),
}
