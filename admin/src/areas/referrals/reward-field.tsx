import { InputNumber, Select } from 'antd'
import { useT } from '../../i18n/i18n.tsx'
import { MoneyInput } from '../../ui/money-input.tsx'
import { CouponSelect } from '../marketing/coupon-select.tsx'
import type { Reward } from './words.ts'

interface Props {
  label: string
  value: Reward | null
  /** Works for the platform: may give points and money. */
  platform: boolean
  onChange: (value: Reward | null) => void
}
type Kind = Reward['kind'] | 'none'

const fresh: Record<Kind, Reward | null> = {
  none: null,
  coupon: { kind: 'coupon', templateId: '' },
  points: { kind: 'points', points: 100 },
  red_packet: { kind: 'red_packet', amountFen: 500, validDays: 7 },
  wallet: { kind: 'wallet', amountFen: 500 },
}

/** What one side gets. */
export function RewardField({ label, value, platform, onChange }: Props) {
  const t = useT()
  const kinds: { value: Kind; label: string; disabled?: boolean }[] = [
    { value: 'none', label: t('referral.reward.none') },
    { value: 'coupon', label: t('referral.reward.coupon') },
    { value: 'points', label: t('referral.reward.points'), disabled: !platform },
    { value: 'red_packet', label: t('referral.reward.redPacket'), disabled: !platform },
    { value: 'wallet', label: t('referral.reward.wallet'), disabled: !platform },
  ]
  return (
    <div className="row" style={{ gap: 8 }}>
      <Select<Kind>
        style={{ width: 130 }}
        value={value?.kind ?? 'none'}
        aria-label={label}
        options={kinds}
        onChange={(kind) => onChange(fresh[kind])}
      />
      {value?.kind === 'coupon' && (
        <CouponSelect
          value={value.templateId}
          label={`${label} ${t('referral.reward.coupon')}`}
          onChange={(templateId) => onChange({ ...value, templateId })}
        />
      )}
      {value?.kind === 'points' && (
        <InputNumber<number>
          min={1}
          max={1_000_000}
          precision={0}
          value={value.points}
          aria-label={`${label} ${t('referral.reward.points')}`}
          onChange={(points) => onChange({ ...value, points: points ?? 1 })}
        />
      )}
      {(value?.kind === 'red_packet' || value?.kind === 'wallet') && (
        <MoneyInput
          fen={value.amountFen}
          min={0.01}
          label={`${label} ${t('referral.amount')}`}
          onChange={(amountFen) => onChange({ ...value, amountFen: amountFen ?? 1 })}
        />
      )}
    </div>
  )
}
