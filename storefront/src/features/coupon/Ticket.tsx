import type { ClaimableCoupon, MyCoupon } from '@puzi/shop-client'
import type { ReactNode } from 'react'
import { language, t } from '@/i18n'
import { Box, Text } from '@/kit/base'
import { classNames } from '@/lib/class-names'
import { shortMoney } from '@/lib/money'
import { date } from '@/lib/time'
import './ticket.scss'

type Terms = Pick<MyCoupon, 'title' | 'kind' | 'value' | 'capFen' | 'thresholdFen'>

/** What a coupon is worth, as large type and its unit. */
export function worth({ kind, value }: Pick<Terms, 'kind' | 'value'>): { large: string; unit: string } {
  if (kind === 'gift') return { large: t('coupon.gift'), unit: '' }
  if (kind === 'shipping') return { large: t('coupon.freeShipping'), unit: '' }
  if (kind === 'amount') return { large: shortMoney(value).slice(1), unit: '¥' }
  // 2000 basis points off: 8 折 in Chinese, 20% off in English
  if (language() === 'en') return { large: `${value / 100}%`, unit: 'off' }
  return { large: String((10_000 - value) / 1000), unit: '折' }
}

export function threshold({ thresholdFen, capFen }: Terms): string {
  const over = thresholdFen > 0 ? t('coupon.over', { amount: shortMoney(thresholdFen) }) : t('coupon.noThreshold')
  return capFen === null ? over : `${over} · ${t('coupon.cap', { amount: shortMoney(capFen) })}`
}

export function validity(coupon: Pick<ClaimableCoupon, 'validDays' | 'validUntil'>): string {
  if (coupon.validUntil) return t('coupon.until', { date: date(coupon.validUntil) })
  return coupon.validDays ? t('coupon.days', { days: coupon.validDays }) : ''
}

interface Props {
  coupon: Terms
  note?: ReactNode
  children?: ReactNode
  off?: boolean
  testId?: string
}

/** A coupon as a ticket with a torn edge. */
export function Ticket({ coupon, note, children, off, testId }: Props) {
  const { large, unit } = worth(coupon)
  return (
    <Box className={classNames('ticket', off && 'ticket--off')} testId={testId}>
      <Box className="ticket__worth">
        <Box className={classNames('ticket__large', unit === '' && 'ticket__large--word')}>
          {unit === '¥' ? <Text className="ticket__unit">¥</Text> : null}
          {large}
          {unit && unit !== '¥' ? <Text className="ticket__unit">{unit}</Text> : null}
        </Box>
        <Box className="ticket__over">{threshold(coupon)}</Box>
      </Box>
      <Box className="ticket__main">
        <Box className="ticket__title">{coupon.title}</Box>
        {note ? <Box className="ticket__note">{note}</Box> : null}
      </Box>
      {children ? <Box className="ticket__end">{children}</Box> : null}
    </Box>
  )
}
