import { z } from 'zod'
import { call, operation } from '../../kernel/contract.ts'
import { cursorOf, CursorQuery, Done, Id, IdParams, RequestKey, Time } from '../../kernel/schema.ts'

export * from './contract-admin.ts'

/** Ways out of the app: subscribe messages of the three mini programs, and text messages. */
export const PushChannel = z.enum(['weapp', 'alipay', 'tt'])
export type PushChannel = z.output<typeof PushChannel>
export const OutChannel = z.enum(['weapp', 'alipay', 'tt', 'sms'])
export type OutChannel = z.output<typeof OutChannel>
export const Channel = z.enum(['inbox', 'weapp', 'alipay', 'tt', 'sms'])
export type Channel = z.output<typeof Channel>
export const NoticeKind = z.enum(['service', 'marketing'])

export const InboxMessage = z
  .object({
    id: Id,
    kind: NoticeKind,
    trigger: z.string(),
    title: z.string(),
    text: z.string(),
    /** A page of the storefront by its file, with its query; null: there is nowhere to go. */
    link: z.string().nullable(),
    shopId: Id.nullable(),
    at: Time,
    read: z.boolean(),
  })
  .meta({ id: 'InboxMessage' })
export type InboxMessage = z.output<typeof InboxMessage>

export const listInbox = operation({
  id: 'listInbox',
  face: 'shop',
  method: 'GET',
  path: '/inbox',
  summary: 'Messages to me, newest first',
  access: 'shopper',
  query: CursorQuery.extend({ kind: NoticeKind.optional(), unread: z.stringbool().optional() }),
  reply: cursorOf(InboxMessage),
})
export const countInbox = operation({
  id: 'countInbox',
  face: 'shop',
  method: 'GET',
  path: '/inbox/unread',
  access: 'shopper',
  reply: z.object({ service: z.int(), marketing: z.int() }),
})
export const readInbox = operation({
  id: 'readInbox',
  face: 'shop',
  method: 'POST',
  path: '/inbox/read',
  summary: 'Marks these as read, or all (of a kind)',
  access: 'shopper',
  body: z.strictObject({ ids: z.array(Id).min(1).max(100).optional(), kind: NoticeKind.optional() }),
  reply: z.object({ service: z.int(), marketing: z.int() }),
})
export const openInboxMessage = operation({
  id: 'openInboxMessage',
  face: 'shop',
  method: 'POST',
  path: '/inbox/:id/open',
  summary: 'The person goes where it leads: it is read, and counted as clicked',
  access: 'shopper',
  params: IdParams,
  reply: InboxMessage,
  errors: ['message_not_found'],
})

export const Preferences = z
  .strictObject({
    /** Subscribe messages about orders and the like. */
    servicePush: z.boolean(),
    serviceSms: z.boolean(),
    /** Offers, by whatever way. */
    marketing: z.boolean(),
    /** Offers by text message: only after a yes. */
    marketingSms: z.boolean(),
  })
  .meta({ id: 'MessagePreferences' })
export type Preferences = z.output<typeof Preferences>
export const getMessagePreferences = operation({
  id: 'getMessagePreferences',
  face: 'shop',
  method: 'GET',
  path: '/message-preferences',
  access: 'shopper',
  reply: Preferences,
})
export const updateMessagePreferences = operation({
  id: 'updateMessagePreferences',
  face: 'shop',
  method: 'PUT',
  path: '/message-preferences',
  access: 'shopper',
  body: Preferences,
  reply: Preferences,
})

export const listSubscribeTemplates = operation({
  id: 'listSubscribeTemplates',
  face: 'shop',
  method: 'GET',
  path: '/subscribe-templates',
  summary: 'What a mini program may ask its user to allow, by trigger',
  access: 'public',
  query: z.strictObject({ channel: PushChannel }),
  reply: z.object({ items: z.array(z.object({ trigger: z.string(), templateId: z.string() })) }),
})
export const recordConsents = operation({
  id: 'recordConsents',
  face: 'shop',
  method: 'POST',
  path: '/message-consents',
  summary: 'What the person answered when asked to allow messages: each yes is good for one. Keyed, twice is once',
  access: 'shopper',
  body: z.strictObject({
    requestId: RequestKey,
    channel: PushChannel,
    answers: z
      .array(z.strictObject({ templateId: z.string().min(1).max(100), result: z.enum(['accept', 'reject', 'ban', 'filter']) }))
      .min(1)
      .max(5),
  }),
  reply: Done,
})

export const messagingCalls = {
  /** Templates and settings of a shop. For set-up; the same again changes nothing. */
  putTemplates: call(
    z.object({
      items: z
        .array(
          z.object({
            trigger: z.string(),
            channel: Channel,
            enabled: z.boolean(),
            title: z.string().default(''),
            text: z.string().default(''),
            templateRef: z.string().default(''),
            fields: z.array(z.object({ key: z.string(), value: z.string() })).default([]),
            urgent: z.boolean().default(false),
            fallback: z.boolean().default(false),
          }),
        )
        .max(200),
    }),
    Done,
  ),
  /** Tells people something that happened in the past, in the app only. Keyed. For set-up. */
  seed: call(
    z.object({
      notes: z
        .array(
          z.object({
            key: z.string().max(200),
            trigger: z.string(),
            shopId: Id.nullable(),
            shopperId: Id,
            params: z.record(z.string(), z.string()),
            link: z.string().nullable(),
            at: Time,
            read: z.boolean(),
          }),
        )
        .max(2000),
    }),
    Done,
  ),
}
