import type { OnDeliveryOffer } from '@puzi/shop-client'
import { t } from '@/i18n'
import { Box, Text } from '@/kit/base'
import { Card } from '@/kit/Cell'
import { Checkbox } from '@/kit/Checkbox'
import { Icon } from '@/kit/Icon'
import { classNames } from '@/lib/class-names'
import { money } from '@/lib/money'

interface Props {
  offer: OnDeliveryOffer
  amountFen: number
  on: boolean
  onChoose: () => void
}

/** Pay when it is brought: what happens then, or why not here. Shops that do not take it at all show nothing. */
export function OnDeliveryChoice({ offer, amountFen, on, onChoose }: Props) {
  const { offered, why, maxFen } = offer
  if (!offered && why !== 'amount' && why !== 'area') return null
  const note = offered
    ? t('onDelivery.note', { amount: money(amountFen) })
    : why === 'amount'
      ? t('onDelivery.whyAmount', { amount: money(maxFen ?? 0) })
      : t('onDelivery.whyArea')
  return (
    <Card flush>
      <Box className={classNames('cashier__method', !offered && 'cashier__method--down')}>
        <Checkbox radio on={on} disabled={!offered} label={t('onDelivery.title')} testId="method-on-delivery" onChange={onChoose}>
          <Box className="cashier__logo cashier__logo--on-delivery">
            <Icon name="truck" size={18} />
          </Box>
          <Box>
            <Text>{t('onDelivery.title')}</Text>
            <Box className="cashier__down">{note}</Box>
          </Box>
        </Checkbox>
      </Box>
    </Card>
  )
}
