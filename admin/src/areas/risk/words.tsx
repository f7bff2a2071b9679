import type { Item } from '../../api/api.ts'
import { type Key, useT } from '../../i18n/i18n.tsx'
import { yuan } from '../../ui/money.tsx'
import { State, type Tone } from '../../ui/tone.tsx'

export type Hit = Item<'listRiskHits'>
export type Reason = Hit['reasons'][number]
export type Kind = Hit['kind']
export type Decision = Hit['decision']

export const kinds: Record<Kind, Key> = {
  login: 'risk.kind.login',
  code: 'risk.kind.code',
  order: 'risk.kind.order',
  group: 'risk.kind.group',
  bargain: 'risk.kind.bargain',
  flash: 'risk.kind.flash',
  coupon: 'risk.kind.coupon',
  refund: 'risk.kind.refund',
  withdraw: 'risk.kind.withdraw',
  distribution: 'risk.kind.distribution',
}
export const dimensions: Record<Reason['dimension'], Key> = {
  shopper: 'risk.dimension.shopper',
  device: 'risk.dimension.device',
  ip: 'risk.dimension.ip',
  phone: 'risk.dimension.phone',
  address: 'risk.dimension.address',
}
export const measures: Record<NonNullable<Reason['measure']>, Key> = {
  velocity: 'risk.measure.velocity',
  concentration: 'risk.measure.concentration',
  new_accounts: 'risk.measure.newAccounts',
  cash_out: 'risk.measure.cashOut',
}
const found: Record<NonNullable<Reason['measure']>, Key> = {
  velocity: 'risk.found.velocity',
  concentration: 'risk.found.concentration',
  new_accounts: 'risk.found.newAccounts',
  cash_out: 'risk.found.cashOut',
}
export const decisions: Record<Decision, { tone: Tone; label: Key }> = {
  allow: { tone: 'quiet', label: 'risk.decision.allow' },
  challenge: { tone: 'info', label: 'risk.decision.challenge' },
  review: { tone: 'warn', label: 'risk.decision.review' },
  block: { tone: 'bad', label: 'risk.decision.block' },
}
export const actions: Record<'score' | Exclude<Decision, 'allow'>, Key> = {
  score: 'risk.action.score',
  challenge: 'risk.decision.challenge',
  review: 'risk.decision.review',
  block: 'risk.decision.block',
}

/** A window of time in the largest whole unit. */
export function useSpan(): (minutes: number) => string {
  const t = useT()
  return (minutes) => {
    if (minutes % 1440 === 0) return t('risk.days', { count: minutes / 1440 })
    if (minutes % 60 === 0) return t('risk.hours', { count: minutes / 60 })
    return t('risk.minutes', { count: minutes })
  }
}

export function DecisionCell({ decision }: { decision: Decision }) {
  const t = useT()
  return <State tone={decisions[decision].tone}>{t(decisions[decision].label)}</State>
}

/** Why, in sentences. */
export function Reasons({ reasons }: { reasons: readonly Reason[] }) {
  const t = useT()
  const span = useSpan()
  const text = ({ measure, dimension, value, most, windowMinutes, name }: Reason): string => {
    const who = t(dimensions[dimension])
    if (measure === null) return t('risk.found.list', { who, note: name || '—' })
    const shown = (n: number) => (measure === 'cash_out' ? yuan(n) : n)
    return t(found[measure], { who, span: span(windowMinutes), value: shown(value), most: shown(most) })
  }
  return (
    <div>
      {reasons.map((reason, at) => (
        <div key={at}>
          {reason.measure !== null && <span className="strong">{reason.name}　</span>}
          <span className="muted">{text(reason)}</span>
        </div>
      ))}
    </div>
  )
}

export function Person({ shopperId, nickname }: { shopperId: string | null; nickname: string }) {
  const t = useT()
  if (shopperId === null) return <span className="muted">{t('risk.guest')}</span>
  return (
    <div>
      <div>{nickname || '—'}</div>
      <div className="muted small num" title={shopperId}>
        {shopperId.slice(-12)}
      </div>
    </div>
  )
}
