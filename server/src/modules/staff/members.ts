import type { z } from 'zod'
import { inTx } from '../../kernel/db.ts'
import { AppError } from '../../kernel/errors.ts'
import type { Staff } from './context.ts'
import type { createStaff, listStaff, staffCalls, StaffMember, updateStaff } from './contract.ts'
import { end } from './end-sessions.ts'
import { hashPassword } from './password.ts'
import {
  accountByName,
  insertAccount,
  lockOwners,
  member,
  memberPage,
  membershipsOf,
  putMembership,
  renameAccount,
  setMembership,
  setPassword,
} from './queries.ts'

type Row = NonNullable<Awaited<ReturnType<typeof member>>>

const view = (row: Row): z.input<typeof StaffMember> => ({
  ...row,
  lastLoginAt: row.lastLoginAt?.toISOString() ?? null,
  createdAt: row.createdAt.toISOString(),
})

export async function members(staff: Staff, shopId: string, query: z.output<typeof listStaff.query>) {
  const { items, total } = await memberPage(staff.db, shopId, { limit: query.pageSize, offset: (query.page - 1) * query.pageSize })
  return { items: items.map(view), total }
}

async function find(staff: Staff, shopId: string, id: string): Promise<Row> {
  const row = await member(staff.db, shopId, id)
  if (!row) throw new AppError('not_found', 'staff_not_found')
  return row
}

/** A new person for this shop. Names of accounts are unique over all shops: `account_taken`. */
export async function create(staff: Staff, shopId: string, input: z.output<typeof createStaff.body>) {
  const id = staff.newId()
  const passwordHash = await hashPassword(input.password)
  await inTx(staff.db, async (tx) => {
    if (!(await insertAccount(tx, { id, account: input.account, name: input.name, passwordHash })))
      throw new AppError('conflict', 'account_taken')
    await putMembership(tx, { shopId, accountId: id, role: input.role })
  })
  return view(await find(staff, shopId, id))
}

/** Renames, gives another role, disables. A shop keeps at least one owner. What was granted before ends with the sessions. */
export async function update(staff: Staff, key: { shopId: string; id: string }, input: z.output<typeof updateStaff.body>) {
  const before = await find(staff, key.shopId, key.id)
  await inTx(staff.db, async (tx) => {
    const owners = await lockOwners(tx, key.shopId)
    const leaves = (input.role !== undefined && input.role !== 'owner') || input.disabled === true
    if (leaves && owners.includes(key.id) && owners.length === 1) throw new AppError('conflict', 'last_owner')
    const set = { ...(input.role ? { role: input.role } : {}), ...(input.disabled === undefined ? {} : { disabled: input.disabled }) }
    if (Object.keys(set).length > 0) await setMembership(tx, { shopId: key.shopId, accountId: key.id }, set)
    if (input.name) await renameAccount(tx, key.id, input.name)
  })
  const narrowed = input.disabled === true || (input.role !== undefined && input.role !== before.role)
  if (narrowed) await end(staff, { accountId: key.id, shopId: key.shopId })
  return view(await find(staff, key.shopId, key.id))
}

/** A new password for a person of this shop. One who also works elsewhere can only be helped by somebody who owns all those shops. */
export async function resetPassword(
  staff: Staff,
  key: { shopId: string; id: string; by: string },
  newPassword: string,
): Promise<{ ok: true }> {
  await find(staff, key.shopId, key.id)
  const owned = new Set((await membershipsOf(staff.db, key.by)).filter((one) => one.role === 'owner').map((one) => one.shopId))
  if ((await membershipsOf(staff.db, key.id)).some((one) => !owned.has(one.shopId) || one.role === 'arbiter'))
    throw new AppError('conflict', 'works_elsewhere')
  await setPassword(staff.db, key.id, await hashPassword(newPassword))
  await end(staff, { accountId: key.id })
  return { ok: true }
}

/** For set-up: the account with that name gets that role in the shop and that password. */
export async function put(staff: Staff, input: z.output<typeof staffCalls.put.input>): Promise<{ id: string }> {
  const known = await accountByName(staff.db, input.account)
  const id = known?.id ?? staff.newId()
  const passwordHash = await hashPassword(input.password)
  await inTx(staff.db, async (tx) => {
    if (known) await setPassword(tx, id, passwordHash)
    else await insertAccount(tx, { id, account: input.account, name: input.name, passwordHash })
    await putMembership(tx, { shopId: input.shopId, accountId: id, role: input.role })
  })
  return { id }
}
