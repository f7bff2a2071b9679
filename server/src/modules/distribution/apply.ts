import { randomInt } from 'node:crypto'
import type { z } from 'zod'
import { inTx } from '../../kernel/db.ts'
import { AppError } from '../../kernel/errors.ts'
import { customerOf } from './queries/customers.ts'
import type { Distribution } from './context.ts'
import type { applyForDistribution, DistributionRule } from './contract.ts'
import {
  applyAgain,
  distributorByCode,
  distributorById,
  distributorOf,
  type DistributorRow,
  insertDistributor,
  isAbove,
  lockTree,
  moveState,
  setParent,
} from './queries/distributors.ts'
import { ruleOf } from './rule-store.ts'

export interface Who {
  shopId: string
  shopperId: string
}

const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
/** Eight characters that a scene of a mini-program code may have: a link says who shared it, and tells nothing else. */
const newCode = (): string => Array.from({ length: 8 }, () => alphabet[randomInt(alphabet.length)]).join('')

export async function isEligible(kit: Distribution, rule: DistributionRule, who: Who): Promise<boolean> {
  if (rule.threshold === 'bought') return (await kit.shopper.paidOrders(who)).inShop > 0
  if (rule.threshold === 'spent') return (await kit.order.spent(who)).amountFen >= rule.spentFen
  return true
}

/**
 * Applies once; asked again, the first application stands, unless it was rejected. Who brought the applicant is decided now and only staff can
 * change it. Throws `distribution_closed`, `distribution_threshold`, `distributor_stopped`.
 */
export async function apply(kit: Distribution, who: Who, wish: z.output<typeof applyForDistribution.body>): Promise<void> {
  const rule = await ruleOf(kit, who.shopId)
  const before = await distributorOf(kit.db, who)
  if (before?.state === 'stopped') throw new AppError('conflict', 'distributor_stopped')
  if (before && before.state !== 'rejected') return
  if (!rule.enabled) throw new AppError('conflict', 'distribution_closed')
  if (!(await isEligible(kit, rule, who))) throw new AppError('conflict', 'distribution_threshold', { spentFen: rule.spentFen })
  const at = kit.now()
  const state = rule.approval === 'automatic' ? ('approved' as const) : ('applied' as const)
  const { name, phone, note } = wish
  if (before) return void (await applyAgain(kit.db, before.id, { name, phone, note, state, at }))
  const parentId = await parentOf(kit, who, wish.code)
  await add(kit, { ...who, parentId, state, name, phone, note, reviewer: '', at })
}

export async function add(kit: Distribution, one: Omit<Parameters<typeof insertDistributor>[1], 'id' | 'code'>): Promise<void> {
  // A code that somebody has already is drawn again.
  for (let tries = 0; tries < 5; tries += 1) {
    if (await insertDistributor(kit.db, { ...one, id: kit.newId(), code: newCode() })) return
    if (await distributorOf(kit.db, one)) return
  }
  throw new Error('five codes were taken')
}

/** Whoever is named by the code, else the one whose customer the applicant is. */
async function parentOf(kit: Distribution, who: Who, code: string | null): Promise<string | null> {
  const named = code ? await distributorByCode(kit.db, code) : undefined
  const bound = named ? undefined : await customerOf(kit.db, { ...who, at: kit.now() })
  const parent = named ?? (bound ? await distributorById(kit.db, bound) : undefined)
  const fits = parent?.shopId === who.shopId && parent.state === 'approved' && parent.shopperId !== who.shopperId
  return fits ? parent.id : null
}

export interface Decision {
  shopId: string
  id: string
  reviewer: string
  reason: string
}

const steps = { approved: ['applied', 'stopped'], rejected: ['applied'], stopped: ['approved'] } as const

/** Staff decide. Throws `distributor_not_found`, `distributor_moved`. */
export async function decide(kit: Distribution, to: keyof typeof steps, { shopId, id, reviewer, reason }: Decision): Promise<void> {
  if (await moveState(kit.db, { id, shopId, from: steps[to], to, reason, reviewer, at: kit.now() })) return
  const row = await mine(kit, shopId, id)
  throw new AppError('conflict', 'distributor_moved', { state: row.state })
}

export async function mine(kit: Distribution, shopId: string, id: string): Promise<DistributorRow> {
  const row = await distributorById(kit.db, id)
  if (row?.shopId !== shopId) throw new AppError('not_found', 'distributor_not_found')
  return row
}

/** Under another one from now on; what was earned stays where it is. Throws `distributor_not_found`, `distribution_loop`. */
export async function moveUnder(kit: Distribution, of: { shopId: string; id: string; parentId: string | null }): Promise<void> {
  const { shopId, id, parentId } = of
  await mine(kit, shopId, id)
  const parent = parentId === null ? null : await mine(kit, shopId, parentId)
  await inTx(kit.db, async (tx) => {
    await lockTree(tx, shopId)
    if (parent && (await isAbove(tx, id, parent.id))) throw new AppError('conflict', 'distribution_loop')
    await setParent(tx, id, parentId)
  })
}
