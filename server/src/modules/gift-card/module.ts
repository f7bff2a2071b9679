import { on } from '../../kernel/events.ts'
import { type Caller, route, shopperOf, staffOf } from '../../kernel/http.ts'
import { sweep } from '../../kernel/jobs.ts'
import { mergeCalls, mergeSlot } from '../../kernel/merge.ts'
import { defineModule } from '../../kernel/module.ts'
import { paymentCalls, paymentPaid } from '../payment/contract.ts'
import { shopCalls } from '../shop/contract.ts'
import { shopperCalls } from '../shopper/contract.ts'
import { walletCalls } from '../wallet/contract.ts'
import { book, buy, closeOverdue, offers, purchaseFor, refundVoid } from './buy.ts'
import type { GiftCards } from './context.ts'
import * as face from './contract.ts'
import { addBatch, batches, detail, editBatch, exportCodes, extend, freeze, list, sell, voidCard } from './desk.ts'
import { merging } from './merge.ts'
import { messages } from './messages.ts'
import { forgotten, ledgerOff, soldOff } from './queries/gifts.ts'
import { seedBought } from './seed.ts'
import { claim, creditLeft, give, lapse, lookUp, mine, redeemByCode, redeemOwn, showGift, takeBack } from './use.ts'

const viewerOf = ({ actor }: Caller): string | null => (actor.kind === 'shopper' ? actor.id : null)

export const giftCard = defineModule({
  name: 'gift-card',
  calls: { ...face.giftCardCalls, ...mergeSlot.calls },
  plugsInto: [mergeSlot],
  needs: { payment: paymentCalls, shop: shopCalls, shopper: shopperCalls, wallet: walletCalls },
  messages,
  create: ({ db, now, newId, config, needs }) => {
    const cards: GiftCards = { db, now, newId, publicUrl: config.publicUrl, ...needs }
    return {
      calls: {
        ...mergeCalls(db, now, merging),
        putBatch: async (input) => ({ id: (await addBatch(cards, face.BatchInput.parse(input))).id }),
        seedBought: (input) => seedBought(cards, input),
        redeem: async ({ cardId, shopperId }) => {
          await redeemOwn(cards, shopperId, cardId)
          return { ok: true as const }
        },
      },
      routes: [...shopRoutes(cards), ...adminRoutes(cards)],
      handlers: [on(paymentPaid, 'gift-card.book-purchase', ({ payload }) => book(cards, payload))],
      jobs: [
        sweep({ name: 'gift-card.close-purchases', everyMs: 5_000, run: () => closeOverdue(cards) }),
        sweep({ name: 'gift-card.credit', everyMs: 5_000, run: () => creditLeft(cards) }),
        sweep({ name: 'gift-card.refund-void', everyMs: 5_000, run: () => refundVoid(cards) }),
        sweep({ name: 'gift-card.lapse-gifts', everyMs: 30_000, run: () => lapse(cards) }),
      ],
      checks: [
        { name: 'gift-card: a card is owed what its ledger says', invariant: 7, run: () => ledgerOff(db) },
        { name: 'gift-card: batches count the cards that were sold, purchases have theirs', invariant: 9, run: () => soldOff(db) },
        { name: 'gift-card: what was redeemed is in a wallet, what is void is refunded', invariant: 0, run: () => forgotten(db, now()) },
      ],
    }
  },
})

const shopRoutes = (cards: GiftCards) => [
  route(face.listGiftCardOffers, () => offers(cards)),
  route(face.buyGiftCards, (caller, { body }) => buy(cards, { shopperId: shopperOf(caller), ip: caller.ip }, body)),
  route(face.getGiftCardPurchase, (caller, { params }) => purchaseFor(cards, shopperOf(caller), params.id)),
  route(face.listMyGiftCards, (caller, { query }) => mine(cards, shopperOf(caller), query)),
  route(face.lookUpGiftCard, (caller, { body }) => lookUp(cards, shopperOf(caller), body.code)),
  route(face.redeemGiftCardCode, (caller, { body }) => redeemByCode(cards, shopperOf(caller), body.code)),
  route(face.redeemGiftCard, (caller, { params }) => redeemOwn(cards, shopperOf(caller), params.id)),
  route(face.giveGiftCard, (caller, { params, body }) => give(cards, shopperOf(caller), { ...body, id: params.id })),
  route(face.takeBackGiftCard, (caller, { params }) => takeBack(cards, shopperOf(caller), params.id)),
  route(face.getGiftCardGift, (caller, { params }) => showGift(cards, viewerOf(caller), params.token)),
  route(face.claimGiftCard, (caller, { params }) => claim(cards, shopperOf(caller), params.token)),
]

const adminRoutes = (cards: GiftCards) => [
  route(face.listGiftCardBatches, (_caller, { query }) => batches(cards, query)),
  route(face.createGiftCardBatch, (_caller, { body }) => addBatch(cards, body)),
  route(face.updateGiftCardBatch, (_caller, { params, body }) => editBatch(cards, { ...body, id: params.id })),
  route(face.exportGiftCards, (caller, { params }) => exportCodes(cards, staffOf(caller).name, params.id)),
  route(face.sellGiftCards, (caller, { params, body }) => sell(cards, staffOf(caller).name, { ...body, id: params.id })),
  route(face.listGiftCards, (_caller, { query }) => list(cards, query)),
  route(face.getGiftCard, (_caller, { params }) => detail(cards, params.id)),
  route(face.freezeGiftCard, (caller, { params, body }) => freeze(cards, staffOf(caller).name, { ...body, id: params.id })),
  route(face.voidGiftCard, (caller, { params, body }) => voidCard(cards, staffOf(caller).name, { ...body, id: params.id })),
  route(face.extendGiftCard, (caller, { params, body }) => extend(cards, staffOf(caller).name, { ...body, id: params.id })),
]
