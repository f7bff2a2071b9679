import { z } from 'zod'
import { operation } from '../../kernel/contract.ts'
import { Done, Id, IdParams, PageQuery, pageOf, RequestKey, Time } from '../../kernel/schema.ts'

const Kind = z.enum(['service', 'marketing'])
const Way = z.enum(['inbox', 'weapp', 'alipay', 'tt', 'sms'])
const Out = z.enum(['weapp', 'alipay', 'tt', 'sms'])
const State = z.enum(['waiting', 'sending', 'sent', 'refused', 'unknown', 'skipped', 'dead'])

export const TemplateInput = z
  .strictObject({
    enabled: z.boolean(),
    /** In the app: what stands above the text. */
    title: z.string().trim().max(60).default(''),
    /** In the app, or as the provider has approved it. */
    text: z.string().trim().max(500).default(''),
    /** The template at the platform or provider. */
    templateRef: z.string().trim().max(100).default(''),
    /** Places of that template, in their order, and what goes there. */
    fields: z
      .array(z.strictObject({ key: z.string().trim().min(1).max(40), value: z.string().trim().min(1).max(200) }))
      .max(10)
      .default([]),
    /** Goes out in quiet hours too. */
    urgent: z.boolean().default(false),
    /** Only when no subscribe message has reached the person. */
    fallback: z.boolean().default(false),
  })
  .meta({ id: 'MessageTemplateInput' })
export type TemplateInput = z.output<typeof TemplateInput>
export const MessageTemplate = TemplateInput.extend({
  channel: Way,
  /** As it came with the software. */
  original: z.boolean(),
  /** Of the last thirty days, in this shop. `clicked`: of the inbox. */
  numbers: z.object({ told: z.int(), sent: z.int(), refused: z.int(), skipped: z.int(), read: z.int(), clicked: z.int() }),
}).meta({ id: 'MessageTemplate' })
export const MessageTrigger = z
  .object({
    name: z.string(),
    kind: Kind,
    label: z.string(),
    /** What can stand in braces, with an example of each. */
    sample: z.record(z.string(), z.string()),
    /** This shop has it told to nobody. */
    muted: z.boolean(),
    templates: z.array(MessageTemplate),
  })
  .meta({ id: 'MessageTrigger' })

export const listMessageTriggers = operation({
  id: 'listMessageTriggers',
  face: 'admin',
  method: 'GET',
  path: '/message-triggers',
  summary: 'What people are told of, with the wording for each way and what came of it',
  access: 'staff:message.read',
  reply: z.object({ items: z.array(MessageTrigger) }),
})
const At = z.strictObject({ trigger: z.string().max(60), channel: Way })
const errors = [
  'trigger_unknown',
  'template_empty',
  'template_place_unknown',
  'template_ref_missing',
  'template_field_wrong',
  'template_unsubscribe_missing',
] as const
export const saveMessageTemplate = operation({
  id: 'saveMessageTemplate',
  face: 'admin',
  method: 'PUT',
  path: '/message-triggers/:trigger/templates/:channel',
  summary: 'Wording or mapping of one way; refused when the platform would refuse it',
  access: 'staff:message.write',
  platform: true,
  params: At,
  body: TemplateInput,
  reply: MessageTemplate,
  errors,
})
export const MessagePreview = z
  .object({
    title: z.string(),
    text: z.string(),
    fields: z.array(z.object({ key: z.string(), value: z.string(), /** It was too long for its place. */ cut: z.boolean() })),
    /** Text messages: so many are charged. */
    segments: z.int(),
  })
  .meta({ id: 'MessagePreview' })
export const previewMessageTemplate = operation({
  id: 'previewMessageTemplate',
  face: 'admin',
  method: 'POST',
  path: '/message-triggers/:trigger/templates/:channel/preview',
  access: 'staff:message.read',
  params: At,
  body: TemplateInput,
  changes: () => false,
  reply: MessagePreview,
  errors,
})
export const testMessageTemplate = operation({
  id: 'testMessageTemplate',
  face: 'admin',
  method: 'POST',
  path: '/message-triggers/:trigger/templates/:channel/test',
  summary: 'Sends it, with examples, to the shopper account of this phone; keyed, once',
  access: 'staff:message.write',
  platform: true,
  params: At,
  body: z.strictObject({ requestId: RequestKey, phone: z.string().regex(/^1[3-9]\d{9}$/) }),
  reply: Done,
  errors: ['trigger_unknown', 'template_off', 'message_shopper_unknown'],
  limit: { times: 20, seconds: 60 },
})

export const MessageLog = z
  .object({
    id: Id,
    at: Time,
    trigger: z.string(),
    label: z.string(),
    kind: Kind,
    shopper: z.object({ id: Id, nickname: z.string(), phoneMasked: z.string().nullable() }),
    test: z.boolean(),
    /** Why it was told by no way at all. */
    held: z.enum(['muted', 'declined', 'capped']).nullable(),
    /** In the app; null when it is not there. */
    inbox: z.object({ title: z.string(), text: z.string(), read: z.boolean(), opened: z.boolean() }).nullable(),
    deliveries: z.array(
      z.object({
        id: Id,
        channel: Out,
        state: State,
        reason: z.string(),
        attempts: z.int(),
        dueAt: Time,
        endedAt: Time.nullable(),
      }),
    ),
  })
  .meta({ id: 'MessageLog' })
export const listMessageLog = operation({
  id: 'listMessageLog',
  face: 'admin',
  method: 'GET',
  path: '/message-log',
  summary: 'Who was told of what, and what came of it; kept for 180 days',
  access: 'staff:message.read',
  query: PageQuery.extend({
    shopperId: Id.optional(),
    phone: z
      .string()
      .regex(/^1[3-9]\d{9}$/)
      .optional(),
    trigger: z.string().max(60).optional(),
    state: State.optional(),
  }),
  reply: pageOf(MessageLog).extend({ dead: z.int() }),
})
export const retryMessageDelivery = operation({
  id: 'retryMessageDelivery',
  face: 'admin',
  method: 'POST',
  path: '/message-deliveries/:id/retry',
  summary: 'Tries once more what was given up or clearly refused; what may have gone out is never sent again',
  access: 'staff:message.write',
  params: IdParams,
  reply: Done,
  errors: ['delivery_not_found', 'delivery_not_retryable'],
})

const Minute = z.int().min(0).max(1439)
export const MessageSettings = z
  .strictObject({
    /** Minutes of the day in China; both the same: never quiet. */
    quietFrom: Minute,
    quietTo: Minute,
    /** Marketing messages for one person a day, in all and of one trigger. */
    perDay: z.int().min(0).max(100),
    perTrigger: z.int().min(1).max(100),
    /** Triggers that this shop tells nobody. */
    muted: z.array(z.string().max(60)).max(200),
  })
  .meta({ id: 'MessageSettings' })
export type MessageSettings = z.output<typeof MessageSettings>
export const getMessageSettings = operation({
  id: 'getMessageSettings',
  face: 'admin',
  method: 'GET',
  path: '/message-settings',
  access: 'staff:message.read',
  reply: MessageSettings,
})
export const updateMessageSettings = operation({
  id: 'updateMessageSettings',
  face: 'admin',
  method: 'PUT',
  path: '/message-settings',
  access: 'staff:message.write',
  body: MessageSettings,
  reply: MessageSettings,
  errors: ['trigger_unknown'],
})
