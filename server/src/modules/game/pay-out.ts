import { AppError } from '../../kernel/errors.ts'
import type { Games } from './context.ts'
import { drawOf, type DrawRow, dueDraws, endDraw } from './queries/draws.ts'

/** Gives what a draw has won, through the module it belongs to. All are keyed by the draw: given twice is given once. */
export async function payOut(games: Games, id: string): Promise<void> {
  const row = await drawOf(games.db, id)
  if (row?.state !== 'due') return
  await endDraw(games.db, id, (await give(games, row)) ? 'given' : 'failed', games.now())
}

async function give({ points, promotion, redpacket }: Games, row: DrawRow): Promise<boolean> {
  const { shopperId, shopId } = row
  const key = `game:${row.id}`
  if (row.kind === 'points') await points.earn({ key, shopperId, points: row.points, note: `抽奖：${row.prize}` })
  if (row.kind === 'red_packet')
    await redpacket.grant({ source: key, shopperId, title: row.prize, amountFen: row.amountFen, validDays: row.validDays })
  if (row.kind !== 'coupon') return true
  if (!row.couponTemplateId) return false
  return (await promotion.give({ key, shopId, templateId: row.couponTemplateId, shopperId })).outcome === 'given'
}

/** Goes on with what a crash has left, or another module could not do. Returns how many. */
export async function payOutDue(games: Games): Promise<number> {
  const ids = await dueDraws(games.db, games.now(), 50)
  for (const id of ids) {
    try {
      await payOut(games, id)
    } catch (error) {
      // It is tried again half a minute later; the doctor names what stays.
      if (!(error instanceof AppError)) throw error
    }
  }
  return ids.length
}
