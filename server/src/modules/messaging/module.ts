import { smsSender, weappSubscribeSender, whenFirstUsed } from '../../gateways/connections.ts'
import { dayOf, later } from '../../kernel/clock.ts'
import { route, shopperOf, staffOf } from '../../kernel/http.ts'
import { cron, sweep } from '../../kernel/jobs.ts'
import { mergeCalls, mergeSlot } from '../../kernel/merge.ts'
import { defineModule } from '../../kernel/module.ts'
import { cartCalls } from '../cart/contract.ts'
import { catalogCalls } from '../catalog/contract.ts'
import { orderCalls } from '../order/contract.ts'
import { settingsCalls } from '../settings/contract.ts'
import { shippingCalls } from '../shipping/contract.ts'
import { shopCalls } from '../shop/contract.ts'
import { shopperCalls } from '../shopper/contract.ts'
import { log, retry, save, sendTest, triggersFor } from './admin.ts'
import { recordAnswers, subscribeTemplates } from './consents.ts'
import type { Messaging } from './context.ts'
import * as face from './contract.ts'
import { handlersOf } from './hear.ts'
import { inboxOf, open, read, unread } from './inbox.ts'
import { merging } from './merge.ts'
import { messages } from './messages.ts'
import { capsOff, consentsOff, quotaOff, stuck } from './queries/checks.ts'
import { forgetBefore } from './queries/notes.ts'
import { sendDue } from './send.ts'
import { changePreferences, changeSettings, preferencesOf, settingsOf } from './settings.ts'
import { tell } from './tell.ts'
import { preview, saveTemplate } from './templates.ts'
import { triggers } from './triggers.ts'
import { remindCarts, runPlans, wishBirthdays } from './watch.ts'

/** So long is it kept who was told what. */
const keptDays = 180

export const messaging = defineModule({
  name: 'messaging',
  calls: { ...face.messagingCalls, ...mergeSlot.calls },
  plugsInto: [mergeSlot],
  needs: {
    cart: cartCalls,
    catalog: catalogCalls,
    order: orderCalls,
    settings: settingsCalls,
    shipping: shippingCalls,
    shop: shopCalls,
    shopper: shopperCalls,
  },
  messages,
  triggers,
  create: ({ db, now, newId, config, triggers: all, needs }) => {
    const own: Messaging = {
      db,
      now,
      newId,
      triggers: new Map(all.map((one) => [one.name, one])),
      ...needs,
      sms: whenFirstUsed(() => smsSender({ config, now })),
      push: {
        weapp: whenFirstUsed(() => weappSubscribeSender({ config, now })),
        alipay: () => undefined,
        tt: () => undefined,
      },
    }
    return {
      calls: {
        ...mergeCalls(db, now, merging),
        putTemplates: async ({ items }) => {
          for (const { trigger, channel, ...template } of face.messagingCalls.putTemplates.input.parse({ items }).items)
            await saveTemplate(own, { trigger, channel }, template)
          return { ok: true as const }
        },
        seed: async ({ notes }) => {
          for (const { at, ...note } of notes) await tell(own, { ...note, at: new Date(at) })
          return { ok: true as const }
        },
      },
      routes: [...shopRoutes(own), ...adminRoutes(own)],
      handlers: handlersOf(own),
      jobs: [
        sweep({ name: 'messaging.send', everyMs: 2000, run: () => sendDue(own) }),
        sweep({ name: 'messaging.plans', everyMs: 10_000, run: () => runPlans(own) }),
        cron({ name: 'messaging.remind-carts', cron: '5 * * * *', run: () => remindCarts(own) }),
        cron({ name: 'messaging.birthdays', cron: '0 9 * * *', run: () => wishBirthdays(own) }),
        cron({
          name: 'messaging.forget-old',
          cron: '27 4 * * *',
          run: () => forgetBefore(db, later(now(), { days: -keptDays }), dayOf(later(now(), { days: -7 }))),
        }),
      ],
      checks: [
        { name: 'messaging: what may be sent is what people have allowed', invariant: 0, run: () => consentsOff(db) },
        { name: 'messaging: no more was sent than was allowed', invariant: 9, run: () => quotaOff(db) },
        { name: 'messaging: nothing waits longer than it should', invariant: 19, run: () => stuck(db, now()) },
        { name: 'messaging: offers were counted for the day’s cap', invariant: 9, run: () => capsOff(db) },
      ],
    }
  },
})

const shopRoutes = (own: Messaging) => [
  route(face.listInbox, (caller, { query }) => inboxOf(own, shopperOf(caller), query)),
  route(face.countInbox, (caller) => unread(own, shopperOf(caller))),
  route(face.readInbox, (caller, { body }) => read(own, shopperOf(caller), body)),
  route(face.openInboxMessage, (caller, { params }) => open(own, shopperOf(caller), params.id)),
  route(face.getMessagePreferences, (caller) => preferencesOf(own, shopperOf(caller))),
  route(face.updateMessagePreferences, (caller, { body }) => changePreferences(own, shopperOf(caller), body)),
  route(face.listSubscribeTemplates, (_, { query }) => subscribeTemplates(own, query.channel)),
  route(face.recordConsents, (caller, { body }) => recordAnswers(own, shopperOf(caller), body)),
]

const adminRoutes = (own: Messaging) => [
  route(face.listMessageTriggers, (caller) => triggersFor(own, staffOf(caller), caller.lang)),
  route(face.saveMessageTemplate, (caller, { params, body }) => save(own, staffOf(caller), { at: params, body })),
  route(face.previewMessageTemplate, (_, { params, body }) => Promise.resolve(preview(own, params, body))),
  route(face.testMessageTemplate, (caller, { params, body }) => sendTest(own, staffOf(caller), { ...params, ...body })),
  route(face.listMessageLog, (caller, { query }) => log(own, { staff: staffOf(caller), lang: caller.lang }, query)),
  route(face.retryMessageDelivery, (caller, { params }) => retry(own, staffOf(caller), params.id)),
  route(face.getMessageSettings, (caller) => settingsOf(own, staffOf(caller).shopId)),
  route(face.updateMessageSettings, (caller, { body }) => changeSettings(own, staffOf(caller).shopId, body)),
]
