import type { InvoiceRow as Row } from '@puzi/shop-client'
import { t } from '@/i18n'
import { Box, Tap, Text } from '@/kit/base'
import { Card } from '@/kit/Cell'
import { Price } from '@/kit/Price'
import { classNames } from '@/lib/class-names'
import { go } from '@/lib/navigate'
import { dateTime } from '@/lib/time'
import './invoice.scss'

const OVER: readonly Row['state'][] = ['rejected', 'withdrawn', 'reversed']

/** An invoice in a list. */
export function InvoiceRow({ invoice }: { invoice: Row }) {
  return (
    <Card testId="invoice-row">
      <Tap className="invoice-row__body" testId="open-invoice" onTap={() => go('invoice', { id: invoice.id })}>
        <Box className="invoice-row__head">
          <Text>{t(`invoice.kind.${invoice.kind}`)}</Text>
          <Text className={classNames('invoice-row__state', OVER.includes(invoice.state) && 'invoice-row__state--over')}>
            {t(`invoice.state.${invoice.state}`)}
          </Text>
        </Box>
        <Box className="invoice-title__name">{invoice.title.name}</Box>
        <Box className="invoice-title__note">{`${invoice.shopName} · ${t('order.number')} ${invoice.orderNumber}`}</Box>
        <Box className="invoice-row__sum">
          <Text>{dateTime(invoice.createdAt)}</Text>
          <Price fen={invoice.totalFen} plain />
        </Box>
      </Tap>
    </Card>
  )
}
