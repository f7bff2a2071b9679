import { t } from '@/i18n'
import { Box } from '@/kit/base'
import { Button } from '@/kit/Button'
import { Icon } from '@/kit/Icon'
import { Page } from '@/kit/Page'
import { Price } from '@/kit/Price'
import { go } from '@/lib/navigate'

interface Props {
  /** `promised`: to be paid when it is brought. */
  how: 'paid' | 'promised'
  payableFen: number
  onOrders: () => void
}

/** Paid, or promised: the amount, what comes next, and two ways on. */
export function Done({ how, payableFen, onOrders }: Props) {
  const paid = how === 'paid'
  return (
    <Page title={t(paid ? 'cashier.paidTitle' : 'onDelivery.title')}>
      <Box className="cashier__state" testId={how}>
        <Box className="cashier__tick">
          <Icon name="check" size={40} />
        </Box>
        <Box className="cashier__state-title">{t(paid ? 'cashier.paid' : 'onDelivery.done')}</Box>
        <Price fen={payableFen} size="hero" plain />
        <Box className="cashier__state-text">{t(paid ? 'cashier.paidText' : 'onDelivery.doneText')}</Box>
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
