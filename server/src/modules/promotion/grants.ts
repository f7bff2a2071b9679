import type { z } from 'zod'
import { AppError } from '../../kernel/errors.ts'
import { giveIfAny } from './claim.ts'
import type { Promotion } from './context.ts'
import type { Audience, CouponGrant, createCouponGrant } from './contract.ts'
import { advanceGrant, findGrant, grantPage, insertGrant, runningGrants, type GrantRow } from './queries/grants.ts'
import { findTemplate } from './queries/templates.ts'

type View = z.input<typeof CouponGrant>
const PAGE = 100

/** Gives a coupon to each of an audience, once for each request id; the giving itself is done apart. Throws `coupon_not_found`, `key_reused`. */
export async function startGrant(
  promotion: Promotion,
  staff: { shopId: string; name: string },
  input: z.output<NonNullable<typeof createCouponGrant.body>>,
): Promise<View> {
  const template = await findTemplate(promotion.db, input.templateId)
  if (template?.shopId !== staff.shopId) throw new AppError('not_found', 'coupon_not_found')
  await insertGrant(promotion.db, { ...input, id: promotion.newId(), shopId: staff.shopId, staffName: staff.name, now: promotion.now() })
  const made = await findGrant(promotion.db, staff.shopId, input.requestId)
  if (!made) throw new Error(`grant ${input.requestId} is not there`)
  const same = made.templateId === input.templateId && JSON.stringify(made.audience) === JSON.stringify(input.audience)
  if (!same) throw new AppError('conflict', 'key_reused', { key: input.requestId })
  return view(made)
}

export async function listGrants(
  promotion: Promotion,
  shopId: string,
  query: { page: number; pageSize: number },
): Promise<{ items: View[]; total: number }> {
  const { items, total } = await grantPage(promotion.db, shopId, { limit: query.pageSize, offset: (query.page - 1) * query.pageSize })
  return { items: items.map(view), total }
}

/**
 * Goes on with the grants that are under way, a page of shoppers each. What was given is keyed by grant and shopper: a page that is done twice, by
 * two processes or after a crash, gives nothing twice.
 */
export async function goOnGranting(promotion: Promotion): Promise<number> {
  const running = await runningGrants(promotion.db, 5)
  for (const grant of running) {
    const { ids } = await promotion.shopper.audience({
      shopId: grant.shopId,
      ...filterOf(grant.audience),
      after: grant.cursor,
      limit: PAGE,
    })
    let left = true
    for (const shopperId of ids) {
      if (!left) break
      const key = `grant:${grant.id}:${shopperId}`
      left = (await giveIfAny(promotion, { templateId: grant.templateId, shopperId, as: 'grant', key })) !== 'gone'
    }
    const done = !left || ids.length < PAGE
    await advanceGrant(promotion.db, grant, { cursor: ids.at(-1) ?? grant.cursor, seen: ids.length, done })
  }
  return running.length
}

function filterOf(audience: Audience): { minOrders?: number; maxOrders?: number; phones?: string[] } {
  switch (audience.kind) {
    case 'all':
      return {}
    case 'bought':
      return { minOrders: audience.minOrders }
    case 'not_bought':
      return { maxOrders: 0 }
    case 'phones':
      return { phones: audience.phones }
  }
}

const view = ({ id, templateId, title, audience, state, seen, granted, staffName, createdAt }: GrantRow): View => ({
  id,
  templateId,
  title,
  audience: audience.kind,
  state,
  seen,
  granted,
  staffName,
  createdAt: createdAt.toISOString(),
})
