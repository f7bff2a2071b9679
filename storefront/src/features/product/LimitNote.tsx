import type { CartLine } from '@puzi/shop-client'
import { t } from '@/i18n'
import { Box, Text } from '@/kit/base'
import type { Limits } from '@/lib/limits'

/** The purchase limits in words; nothing when there are none. */
export function limitTexts({ minimum, step, perOrder, perPerson, period }: Limits, personLeft: number | null): string[] {
  return [
    ...(minimum > 1 ? [t('limit.minimum', { count: minimum })] : []),
    ...(step > 1 ? [t('limit.step', { count: step })] : []),
    ...(perOrder === null ? [] : [t('limit.perOrder', { count: perOrder })]),
    ...(perPerson === null ? [] : [t(`limit.perPerson.${period}`, { count: perPerson })]),
    ...(personLeft === null || personLeft === perPerson ? [] : [t('limit.left', { count: personLeft })]),
  ]
}

export function LimitNote({ limits, personLeft }: { limits: Limits; personLeft: number | null }) {
  const texts = limitTexts(limits, personLeft)
  if (texts.length === 0) return null
  return (
    <Box className="sku__limits" testId="sku-limits">
      <Text>{texts.join(' · ')}</Text>
    </Box>
  )
}

/** Why a line of the cart cannot be bought as it is. */
export function limitText({ reason, allowed }: NonNullable<CartLine['limitFault']>): string {
  return t('limit.allowed', { reason: t(`invalid.${reason}`), count: allowed })
}
