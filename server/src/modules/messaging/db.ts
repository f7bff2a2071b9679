// Generated from the migrations by `npm run gen`. Do not edit.
import type { Generated } from 'kysely'

export interface MessagingDb {
  'messaging.cap': {
    shopper_id: string
    shop_key: string
    day: string
    what: string
    used: number
    most: number
  }
  'messaging.consent': {
    shopper_id: string
    request_id: string
    channel: 'weapp' | 'alipay' | 'tt'
    template_ref: string
    result: 'accept' | 'reject' | 'ban' | 'filter'
    at: Date
  }
  'messaging.delivery': {
    id: string
    note_id: string
    channel: 'weapp' | 'alipay' | 'tt' | 'sms'
    state: 'waiting' | 'sending' | 'sent' | 'refused' | 'unknown' | 'skipped' | 'dead'
    shopper_id: string
    template_ref: string | null
    due_at: Date
    attempts: Generated<number>
    reason: Generated<string>
    channel_id: string | null
    lease_until: Date | null
    ended_at: Date | null
  }
  'messaging.inbox': {
    id: string
    shopper_id: string
    shop_id: string | null
    kind: 'service' | 'marketing'
    trigger: string
    title: string
    text: string
    link: string | null
    at: Date
    read_at: Date | null
    opened_at: Date | null
  }
  'messaging.note': {
    id: string
    key: string
    trigger: string
    kind: 'service' | 'marketing'
    shop_id: string | null
    shopper_id: string
    params: unknown
    link: string | null
    held: 'muted' | 'declined' | 'capped' | null
    test: Generated<boolean>
    created_at: Date
  }
  'messaging.plan': {
    key: string
    what: string
    subject: unknown
    due_at: Date
    done_at: Date | null
  }
  'messaging.preference': {
    shopper_id: string
    service_push: boolean
    service_sms: boolean
    marketing: boolean
    marketing_sms: boolean
    updated_at: Date
  }
  'messaging.price': {
    sku_id: string
    price_fen: number
  }
  'messaging.quota': {
    shopper_id: string
    channel: 'weapp' | 'alipay' | 'tt'
    template_ref: string
    given: Generated<number>
    used: Generated<number>
    voided: Generated<number>
  }
  'messaging.setting': {
    shop_id: string
    quiet_from: number
    quiet_to: number
    per_day: number
    per_trigger: number
    muted: string[]
  }
  'messaging.template': {
    trigger: string
    channel: 'inbox' | 'weapp' | 'alipay' | 'tt' | 'sms'
    enabled: boolean
    title: string
    text: string
    template_ref: string
    fields: unknown
    urgent: boolean
    fallback: boolean
    updated_at: Date
  }
}
