import { AppError } from '../../kernel/errors.ts'
import type { Shoppers } from './context.ts'
import { mergesInto } from './queries/merge.ts'
import { isMet } from './queries/people.ts'

/** For the staff of a shop this shopper deals with. What lies with the whole mall (money, points) only the mall's own staff see. Throws `shopper_not_found`. */
export async function mergesOf(shoppers: Shoppers, { shopId, platform }: { shopId: string; platform: boolean }, shopperId: string) {
  if (!(await isMet(shoppers.db, shopId, shopperId))) throw new AppError('not_found', 'shopper_not_found')
  const merges = await mergesInto(shoppers.db, shopperId)
  return {
    items: merges.map(({ at, movedAt, joinedAt, steps, phone: _phone, ...merge }) => ({
      ...merge,
      joinedAt: new Date(joinedAt).toISOString(),
      at: at.toISOString(),
      movedAt: movedAt?.toISOString() ?? null,
      steps: platform ? steps : steps.map((step) => ({ ...step, items: step.items.filter((item) => item.sums === null) })),
    })),
  }
}
