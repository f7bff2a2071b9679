import type { AfterSalesLine } from '@puzi/shop-client'
import { t } from '@/i18n'
import { Box, Text } from '@/kit/base'
import { Img } from '@/kit/Img'
import { Price } from '@/kit/Price'
import '@/features/order/order-lines.scss'

/** The pieces of a request. */
export function Goods({ lines }: { lines: readonly AfterSalesLine[] }) {
  return (
    <>
      {lines.map((line) => (
        <Box key={line.lineId} className="order-line" testId="after-sales-line">
          <Box className="order-line__picture">
            <Img picture={line.picture} alt="" width={72} />
          </Box>
          <Box className="order-line__main">
            <Box className="order-line__title">{line.title}</Box>
            <Box className="order-line__note">
              {line.exchangeOptions
                ? t('as.exchangeFor', { from: line.options.join(' / '), to: line.exchangeOptions.join(' / ') })
                : line.options.join(' / ')}
            </Box>
            {line.accepted < line.quantity ? (
              <Box className="order-line__note">{t('as.accepted', { accepted: line.accepted, quantity: line.quantity })}</Box>
            ) : null}
          </Box>
          <Box className="order-line__end">
            <Price fen={line.amountFen} size="small" plain />
            <Text className="order-line__count">× {line.quantity}</Text>
          </Box>
        </Box>
      ))}
    </>
  )
}
