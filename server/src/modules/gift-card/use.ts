import type { z } from 'zod'
import { later } from '../../kernel/clock.ts'
import { inTx } from '../../kernel/db.ts'
import { AppError } from '../../kernel/errors.ts'
import { done, type GiftCards, hashOf, newToken, number, plainCode } from './context.ts'
import type { GiftCardGift, GiftCardLook, giveGiftCard, listMyGiftCards, MyGiftCard } from './contract.ts'
import { cardOf, cardOfCode, type CardRow, cardsOf, markCredited, markRedeemed, note, uncredited } from './queries/cards.ts'
import { claim as claimRow, countTry, endGift, forgiveTry, giftOf, type GiftRow, insertGift, lapseGifts } from './queries/gifts.ts'

/** So many wrong codes in an hour, then an hour's rest. */
const MOST_TRIES = 5
const GIFT_DAYS = 7

const expired = ({ expiresAt }: CardRow, now: Date): boolean => expiresAt !== null && expiresAt <= now

/** Why a card cannot be used by this person now. */
function refuse(card: CardRow, now: Date): AppError {
  if (card.frozen) return new AppError('conflict', 'gift_card_frozen')
  if (card.state !== 'active') return new AppError('conflict', 'gift_card_used')
  if (expired(card, now)) return new AppError('conflict', 'gift_card_expired')
  return new AppError('conflict', 'gift_card_given')
}

/** The card of a code. Each try is counted before it is known whether it is right. Throws `gift_card_locked`, `gift_card_code_wrong`. */
async function cardByCode(cards: GiftCards, shopperId: string, typed: string): Promise<CardRow> {
  const now = cards.now()
  const until = await countTry(cards.db, shopperId, { now, most: MOST_TRIES })
  if (until && until > now)
    throw new AppError('limited', 'gift_card_locked', { minutes: Math.ceil((until.getTime() - now.getTime()) / 60_000) })
  const card = await cardOfCode(cards.db, hashOf(plainCode(typed)))
  // One that was never sold is as unknown as a wrong one.
  if (!card || card.state === 'made') throw new AppError('not_found', 'gift_card_code_wrong')
  await forgiveTry(cards.db, shopperId)
  return card
}

function stateOf(card: CardRow, now: Date): z.input<typeof GiftCardLook>['state'] {
  if (card.state === 'redeemed' || card.state === 'void') return card.state
  if (card.frozen) return 'frozen'
  return expired(card, now) ? 'expired' : 'active'
}

export async function lookUp(cards: GiftCards, shopperId: string, code: string): Promise<z.input<typeof GiftCardLook>> {
  const card = await cardByCode(cards, shopperId, code)
  const { title, tail, faceFen, expiresAt } = card
  return { title, tail, faceFen, state: stateOf(card, cards.now()), expiresAt: expiresAt?.toISOString() ?? null }
}

/**
 * What the card is worth is this person's, once: the card says so first, then the wallet is credited under the card's key, and a sweep does what a crash
 * left out. Again by the same person the answer is the same. Throws `gift_card_frozen`, `gift_card_expired`, `gift_card_used`, `gift_card_given`.
 */
async function redeem(cards: GiftCards, shopperId: string, card: CardRow): Promise<{ faceFen: number }> {
  const now = cards.now()
  const fresh = await inTx(cards.db, async (tx) => {
    // The row first: whoever gives it away at this moment is before or after.
    await cardOf(tx, card.id, true)
    return markRedeemed(tx, card.id, { shopperId, now })
  })
  const after = fresh ? card : ((await cardOf(cards.db, card.id)) ?? card)
  if (!fresh && after.redeemedBy !== shopperId) throw refuse(after, now)
  await credit(cards, { ...card, redeemedBy: shopperId })
  return { faceFen: card.faceFen }
}

async function credit(cards: GiftCards, { id, redeemedBy, faceFen, title, serial }: CardRow): Promise<void> {
  if (!redeemedBy) return
  const wish = { key: `gift-card:${id}`, shopperId: redeemedBy, cashFen: 0, cardFen: faceFen, kind: 'gift_card' as const }
  await cards.wallet.credit({ ...wish, note: `${title} ${number(serial)}` })
  await markCredited(cards.db, id, cards.now())
}

/** Cards whose redeeming ended before the wallet knew of it. Returns how many. */
export async function creditLeft(cards: GiftCards): Promise<number> {
  const left = await uncredited(cards.db, 50)
  for (const card of left) await credit(cards, card)
  return left.length
}

export const redeemByCode = async (cards: GiftCards, shopperId: string, code: string): Promise<{ faceFen: number }> =>
  redeem(cards, shopperId, await cardByCode(cards, shopperId, code))

/** Throws `gift_card_not_found`. */
async function own(cards: GiftCards, shopperId: string, id: string): Promise<CardRow> {
  const card = await cardOf(cards.db, id)
  if (!card || card.ownerId !== shopperId) throw new AppError('not_found', 'gift_card_not_found')
  return card
}

export const redeemOwn = async (cards: GiftCards, shopperId: string, id: string): Promise<{ faceFen: number }> =>
  redeem(cards, shopperId, await own(cards, shopperId, id))

/** A new link for a friend; the one before is worth nothing then. Until it is taken the card is the giver's. */
export async function give(
  cards: GiftCards,
  shopperId: string,
  { id, wish }: { id: string; wish: string },
): Promise<z.input<typeof giveGiftCard.reply>> {
  await own(cards, shopperId, id)
  const now = cards.now()
  const token = newToken()
  const expiresAt = later(now, { days: GIFT_DAYS })
  await inTx(cards.db, async (tx) => {
    const card = await cardOf(tx, id, true)
    if (!card || card.ownerId !== shopperId) throw new AppError('not_found', 'gift_card_not_found')
    if (card.state !== 'active' || card.frozen || expired(card, now)) throw refuse(card, now)
    await endGift(tx, id)
    await insertGift(tx, { id: cards.newId(), cardId: id, fromId: shopperId, tokenHash: hashOf(token), wish, expiresAt, now })
    await note(tx, { cardId: id, what: 'given', at: now })
  })
  return { token, expiresAt: expiresAt.toISOString() }
}

export async function takeBack(cards: GiftCards, shopperId: string, id: string): Promise<typeof done> {
  await own(cards, shopperId, id)
  await inTx(cards.db, async (tx) => {
    const card = await cardOf(tx, id, true)
    if (card?.ownerId === shopperId && (await endGift(tx, id))) await note(tx, { cardId: id, what: 'taken_back', at: cards.now() })
  })
  return done
}

async function viewGift(cards: GiftCards, gift: GiftRow, viewerId: string | null): Promise<z.input<typeof GiftCardGift>> {
  const card = await cardOf(cards.db, gift.cardId)
  if (!card) throw new AppError('not_found', 'gift_card_gift_not_found')
  const { items } = await cards.shopper.find({ ids: [gift.fromId] })
  const over = gift.state === 'open' && (gift.expiresAt <= cards.now() || card.state !== 'active')
  const taken = gift.claimedBy !== null && gift.claimedBy === viewerId
  return {
    title: card.title,
    faceFen: card.faceFen,
    from: { nickname: items[0]?.nickname ?? '', avatar: items[0]?.avatar ?? null },
    wish: gift.wish,
    state: over ? 'back' : gift.state,
    mine: gift.fromId === viewerId ? 'giver' : taken ? 'taker' : null,
    expiresAt: gift.expiresAt.toISOString(),
  }
}

async function giftByToken(cards: GiftCards, token: string): Promise<GiftRow> {
  const gift = await giftOf(cards.db, hashOf(token))
  if (!gift) throw new AppError('not_found', 'gift_card_gift_not_found')
  return gift
}

export const showGift = async (cards: GiftCards, viewerId: string | null, token: string): Promise<z.input<typeof GiftCardGift>> =>
  viewGift(cards, await giftByToken(cards, token), viewerId)

/** The first friend who takes it has it; again the answer is the same. Throws `gift_card_gift_own`, `gift_card_gift_gone`. */
export async function claim(cards: GiftCards, shopperId: string, token: string): Promise<z.input<typeof GiftCardGift>> {
  const gift = await giftByToken(cards, token)
  if (gift.fromId === shopperId) throw new AppError('conflict', 'gift_card_gift_own')
  const now = cards.now()
  const taken = await inTx(cards.db, async (tx) => {
    // The card first, as everybody who moves it does, so that none waits for another for ever.
    const card = await cardOf(tx, gift.cardId, true)
    if (card?.frozen) throw new AppError('conflict', 'gift_card_frozen')
    if (card?.state !== 'active' || card.ownerId !== gift.fromId) return false
    if (!(await claimRow(tx, gift, { shopperId, now }))) return false
    await note(tx, { cardId: gift.cardId, what: 'claimed', at: now })
    return true
  })
  const after = await giftByToken(cards, token)
  if (!taken && after.claimedBy !== shopperId) throw new AppError('conflict', 'gift_card_gift_gone')
  return viewGift(cards, after, shopperId)
}

export const lapse = (cards: GiftCards): Promise<number> => lapseGifts(cards.db, cards.now())

export async function mine(
  cards: GiftCards,
  shopperId: string,
  query: z.output<typeof listMyGiftCards.query>,
): Promise<z.input<typeof listMyGiftCards.reply>> {
  const rows = await cardsOf(cards.db, { shopperId, before: query.cursor, limit: query.limit + 1 })
  const now = cards.now()
  const items = rows.slice(0, query.limit).map((card): z.input<typeof MyGiftCard> => {
    const state = stateOf(card, now)
    const given = state === 'active' && card.giftUntil !== null && card.giftUntil > now
    return {
      id: card.id,
      number: number(card.serial),
      title: card.title,
      faceFen: card.faceFen,
      state: given ? 'given' : state,
      expiresAt: card.expiresAt?.toISOString() ?? null,
      redeemedAt: card.redeemedAt?.toISOString() ?? null,
      giftUntil: given ? (card.giftUntil?.toISOString() ?? null) : null,
    }
  })
  return { items, nextCursor: rows.length > query.limit ? (items.at(-1)?.id ?? null) : null }
}
