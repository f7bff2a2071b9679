import type { Item } from '../../api/api.ts'
import type { Key } from '../../i18n/i18n.tsx'
import type { Tone } from '../../ui/tone.tsx'

export type MessageTrigger = Item<'listMessageTriggers'>
export type MessageTemplate = MessageTrigger['templates'][number]
export type Way = MessageTemplate['channel']
export type MessageLog = Item<'listMessageLog'>
export type DeliveryState = MessageLog['deliveries'][number]['state']

export const wayKey: Record<Way, Key> = {
  inbox: 'message.way.inbox',
  weapp: 'message.way.weapp',
  alipay: 'message.way.alipay',
  tt: 'message.way.tt',
  sms: 'message.way.sms',
}
/** Ways that this installation can be connected to. */
export const ways: readonly Way[] = ['inbox', 'weapp', 'sms']

export const states: Record<DeliveryState, { tone: Tone; label: Key }> = {
  waiting: { tone: 'info', label: 'message.state.waiting' },
  sending: { tone: 'info', label: 'message.state.sending' },
  sent: { tone: 'good', label: 'message.state.sent' },
  refused: { tone: 'bad', label: 'message.state.refused' },
  unknown: { tone: 'warn', label: 'message.state.unknown' },
  skipped: { tone: 'quiet', label: 'message.state.skipped' },
  dead: { tone: 'bad', label: 'message.state.dead' },
}

/** Reasons that have words of their own; others are shown as the platform gave them. */
export const reasonKey: Record<string, Key> = {
  no_consent: 'message.reason.no_consent',
  not_subscribed: 'message.reason.not_subscribed',
  no_address: 'message.reason.no_address',
  declined: 'message.reason.declined',
  quiet_hours: 'message.reason.quiet_hours',
  template_off: 'message.reason.template_off',
  not_connected: 'message.reason.not_connected',
  reached_otherwise: 'message.reason.reached_otherwise',
  other_way_first: 'message.reason.other_way_first',
  interrupted: 'message.reason.interrupted',
}

export const kindKey: Record<MessageTrigger['kind'], Key> = {
  service: 'message.kind.service',
  marketing: 'message.kind.marketing',
}
export const heldKey: Record<NonNullable<MessageLog['held']>, Key> = {
  muted: 'message.held.muted',
  declined: 'message.held.declined',
  capped: 'message.held.capped',
}
