import type { Interface } from '../../../kernel/contract.ts'
import { AppError } from '../../../kernel/errors.ts'
import type { Orders } from '../context.ts'
import type { playCalls, PlayTerms, PlayWish } from '../contract-play.ts'
import type { NewOrder } from '../queries/place.ts'

/** Throws `play_unknown`. */
function playOf(orders: Orders, kind: string): Interface<typeof playCalls> {
  const play = orders.plays().get(kind)
  if (!play) throw new AppError('not_found', 'play_unknown', { kind })
  return play
}

interface Part {
  play: PlayWish
  lines: readonly { skuId: string; quantity: number }[]
}

/** What the play says of this checkout. Throws `play_alone`, `play_unknown`, and whatever the play refuses with. */
export async function termsOf(orders: Orders, shopperId: string, { play, lines }: Part): Promise<PlayTerms> {
  const [line] = lines
  if (!line || lines.length > 1) throw new AppError('conflict', 'play_alone')
  const { kind, campaignId, joinId, pass } = play
  return playOf(orders, kind).playTerms({ shopperId, campaignId, joinId, pass, skuId: line.skuId, quantity: line.quantity })
}

/** Takes the order's place in the play, if it has one. */
export async function holdPlay(
  orders: Orders,
  order: NewOrder,
  { play, minutes }: { play: PlayWish | null; minutes: number },
): Promise<void> {
  const [line] = order.lines
  if (!play || !line) return
  const { kind, campaignId, joinId, pass } = play
  const { id: key, shopId, shopperId, payableFen } = order
  const { skuId, quantity } = line
  await playOf(orders, kind).playHold({ key, shopId, shopperId, campaignId, joinId, pass, skuId, quantity, payableFen, minutes })
}

/** Gives the place back that a failed placing took. */
export async function releasePlay(orders: Orders, play: PlayWish | null, orderId: string): Promise<void> {
  if (play) await playOf(orders, play.kind).playRelease({ key: orderId })
}
