import { later } from '../../kernel/clock.ts'
import { holdKey, type PointsMall } from './context.ts'
import { givenKeys } from './queries/exchanges.ts'

/** Exchanges that were given while their points were not spent, or came back otherwise. */
export async function pointsOff(mall: PointsMall): Promise<{ id: string; text: string }[]> {
  const given = await givenKeys(mall.db, later(mall.now(), { minutes: -10 }))
  if (given.length === 0) return []
  const { items } = await mall.points.holds({ keys: given.map(({ id }) => holdKey(id)) })
  const spent = new Map(items.map((hold) => [hold.key, hold.state === 'captured' ? hold.amountFen - hold.returnedFen : 0]))
  return given
    .filter(({ id, points }) => spent.get(holdKey(id)) !== points)
    .map(({ id, points }) => ({ id, text: `takes ${points} points, spent ${spent.get(holdKey(id)) ?? 'none'}` }))
}
