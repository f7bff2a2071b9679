import { on } from '../../kernel/events.ts'
import { type Caller, route, shopperOf, staffOf } from '../../kernel/http.ts'
import { cron, sweep } from '../../kernel/jobs.ts'
import { mergeCalls, mergeSlot } from '../../kernel/merge.ts'
import { defineModule } from '../../kernel/module.ts'
import { paymentCalls, paymentPaid, paymentRefunded } from '../payment/contract.ts'
import { promotionCalls } from '../promotion/contract.ts'
import { shopCalls } from '../shop/contract.ts'
import { shopperCalls } from '../shopper/contract.ts'
import { buy, closeOverdue, give, termOfShopper } from './buy.ts'
import type { MemberCards } from './context.ts'
import * as face from './contract.ts'
import { merging } from './merge.ts'
import { messages } from './messages.ts'
import { giveMonths } from './months.ts'
import { cardOf, change, onSale, programOf } from './program.ts'
import { programs } from './queries/program.ts'
import { refunded, termPage, termsOff } from './queries/terms.ts'
import { giveBack, payBackAll, takeBack } from './refund.ts'
import { begin } from './settle.ts'
import { adminTerms, termView } from './view.ts'

const viewerOf = ({ actor }: Caller): string | null => (actor.kind === 'shopper' ? actor.id : null)

export const memberCard = defineModule({
  name: 'member-card',
  calls: { ...face.memberCardCalls, ...mergeSlot.calls },
  needs: { payment: paymentCalls, promotion: promotionCalls, shop: shopCalls, shopper: shopperCalls },
  plugsInto: [mergeSlot],
  messages,
  create: ({ db, now, newId, config, needs }) => {
    const cards: MemberCards = { db, now, newId, publicUrl: config.publicUrl, ...needs }
    return {
      calls: {
        ...mergeCalls(db, now, merging),
        give: (input) => give(cards, input),
        program: async ({ shopId }) => {
          const [card] = await programs(db, { shopId, enabled: true })
          return { card: card ? { title: card.title, level: card.level } : null }
        },
        put: async ({ shopId, ...input }) => {
          await change(cards, shopId, face.MemberCardInput.parse(input))
          return { ok: true as const }
        },
      },
      routes: routesOf(cards),
      handlers: [
        on(paymentPaid, 'member-card.begin', ({ payload }) => begin(cards, { subject: payload.subject, paidAt: new Date(payload.paidAt) })),
        on(paymentRefunded, 'member-card.refunded', async ({ payload }) => {
          if (payload.ok && payload.key.startsWith('member-card:')) await refunded(db, payload.subject, new Date(payload.at))
        }),
        on(face.cardHolderChanged, 'member-card.tell-holder', async ({ payload }) => void (await cards.shopper.setCard(payload))),
      ],
      jobs: [
        sweep({ name: 'member-card.close-overdue', everyMs: 5_000, run: () => closeOverdue(cards) }),
        sweep({ name: 'member-card.give-months', everyMs: 10_000, run: () => giveMonths(cards) }),
        cron({ name: 'member-card.pay-back', cron: '*/10 * * * *', run: () => payBackAll(cards) }),
      ],
      checks: [
        { name: 'member-card: terms follow one another, coupons and refunds come in time', invariant: 7, run: () => termsOff(db, now()) },
      ],
    }
  },
})

function routesOf(cards: MemberCards) {
  return [
    route(face.listMemberCards, (caller) => onSale(cards, viewerOf(caller))),
    route(face.getMemberCard, (caller, { params }) => cardOf(cards, params.id, viewerOf(caller))),
    route(face.buyMemberCard, (caller, { params, body }) =>
      buy(cards, { shopperId: shopperOf(caller), ip: caller.ip, shopId: params.id }, body),
    ),
    route(face.getCardTerm, (caller, { params }) => termOfShopper(cards, shopperOf(caller), params.id)),
    route(face.refundMyCardTerm, async (caller, { params, body }) =>
      termView(await giveBack(cards, shopperOf(caller), { id: params.id, ...body }), cards.now()),
    ),
    route(face.getCardProgram, (caller) => programOf(cards, staffOf(caller).shopId)),
    route(face.putCardProgram, (caller, { body }) => change(cards, staffOf(caller).shopId, body)),
    route(face.listCardTerms, async (caller, { query: { page, pageSize, ...of } }) => {
      const { items, total } = await termPage(
        cards.db,
        { shopId: staffOf(caller).shopId, ...of },
        { limit: pageSize, offset: (page - 1) * pageSize },
      )
      return { items: await adminTerms(cards, items), total }
    }),
    route(face.refundCardTerm, async (caller, { params, body }) => {
      const [term] = await adminTerms(cards, [await takeBack(cards, staffOf(caller).shopId, { id: params.id, ...body })])
      if (!term) throw new Error('the term just ended is not there')
      return term
    }),
  ]
}
