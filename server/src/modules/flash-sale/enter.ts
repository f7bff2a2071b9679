import type { z } from 'zod'
import { AppError } from '../../kernel/errors.ts'
import type { FlashSales } from './context.ts'
import type { enterFlashSale, FlashChallenge, FlashEntry } from './contract.ts'
import type { Comer, Entry } from './gate.ts'
import { shownSession, underLimit, wantedNow, withoutOrphans } from './terms.ts'

const RETRY_SECONDS = 2
/** Thrown to thousands a second: made once, it costs no trace of the stack each time. */
const soldOut = new AppError('conflict', 'flash_sold_out')

type Wish = z.output<typeof enterFlashSale.body> & { sessionId: string; shopperId: string; ip: string }

/**
 * Asks to be let in. Who comes too late is told so from memory; only those who are let in cost the database a look (their limit). Throws
 * `flash_sold_out`, `flash_person_limit`, `flash_device_limit`, what `guard` throws and what `wantedNow` throws.
 */
export async function enter(flash: FlashSales, wish: Wish): Promise<z.input<typeof FlashEntry>> {
  const { session, item } = await wantedNow(flash, { campaignId: wish.sessionId, skuId: wish.skuId })
  flash.guard.inspect(wish, session.challenge, flash.now())
  const who = { itemId: item.id, shopperId: wish.shopperId, device: wish.device, kept: !flash.pace.allows() }
  const entry = await passGate(flash, session.id, who)
  flash.tally.count(session.id, entry.state === 'in' ? 'admitted' : entry.state === 'waiting' ? 'waiting' : 'refused')
  if (entry.state === 'in') flash.pace.take()
  if (entry.state === 'waiting') return { state: 'waiting', pass: null, until: null, ahead: entry.ahead, retryAfterSeconds: RETRY_SECONDS }
  if (entry.state === 'crowded') throw new AppError('conflict', 'flash_device_limit')
  if (entry.state !== 'in') throw soldOut
  try {
    await withoutOrphans(flash, who, () => underLimit(flash, item, wish))
  } catch (error) {
    await flash.gate.leave(who)
    throw error
  }
  const { pass, until } = flash.passes.give({ sessionId: session.id, ...who }, flash.now())
  return { state: 'in', pass, until: until.toISOString(), ahead: 0, retryAfterSeconds: 0 }
}

/** A gate that has lost what it knew is told by PostgreSQL; one that is lost again at once lets people wait. */
async function passGate({ gate, board, now }: FlashSales, sessionId: string, who: Comer): Promise<Entry> {
  const entry = await gate.enter(who, now())
  if (entry.state !== 'lost') return entry
  board.forget(sessionId)
  await board.of(sessionId)
  const again = await gate.enter(who, now())
  return again.state === 'lost' ? { state: 'waiting', ahead: 1 } : again
}

/** The question a session puts to this person. Throws `flash_not_found`. */
export async function challenge(flash: FlashSales, who: { sessionId: string; shopperId: string }): Promise<FlashChallenge> {
  await shownSession(flash, who.sessionId)
  return flash.captcha.ask(who, flash.now())
}
