import type { OnDeliveryOffer } from '@puzi/shop-client'
import { t } from '@/i18n'
import { Box, Text } from '@/kit/base'
import { Button } from '@/kit/Button'
import { Card } from '@/kit/Cell'
import { Checkbox } from '@/kit/Checkbox'
import { Icon } from '@/kit/Icon'
import { Page } from '@/kit/Page'
import { Price } from '@/kit/Price'
import { classNames } from '@/lib/class-names'
import { money } from '@/lib/money'
import { go } from '@/lib/navigate'

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

/** The promise is given: what comes next. */
export function Promised({ payableFen, onOrders }: { payableFen: number; onOrders: () => void }) {
  return (
    <Page title={t('onDelivery.title')}>
      <Box className="cashier__state" testId="promised">
        <Box className="cashier__tick">
          <Icon name="check" size={40} />
        </Box>
        <Box className="cashier__state-title">{t('onDelivery.done')}</Box>
        <Price fen={payableFen} size="hero" plain />
        <Box className="cashier__state-text">{t('onDelivery.doneText')}</Box>
        <Box className="cashier__buttons">
          <Button kind="line" block testId="to-home" onTap={() => go('home')}>
            {t('cashier.goOn')}
          </Button>
          <Button block testId="to-order" onTap={onOrders}>
            {t('cashier.seeOrder')}
          </Button>
        </Box>
      </Box>
    </Page>
  )
}
