import type { OrderLine } from '@puzi/shop-client'
import { t } from '@/i18n'
import { Box, Tap, Text } from '@/kit/base'
import { Img } from '@/kit/Img'
import { Price } from '@/kit/Price'
import { go } from '@/lib/navigate'
import './order-lines.scss'

/** The goods of an order, as they were when it was placed. */
export function OrderLines({ lines, linked }: { lines: readonly OrderLine[]; linked?: boolean }) {
  return (
    <>
      {lines.map((line) => {
        const inside = (
          <>
            <Box className="order-line__picture">
              <Img picture={line.picture} alt="" width={72} />
            </Box>
            <Box className="order-line__main">
              <Box className="order-line__title">{line.title}</Box>
              <Box className="order-line__note">{[...(line.gift ? [t('gift.tag')] : []), ...line.options].join(' / ')}</Box>
              {line.answers.map((answer) => (
                <Box key={answer.label} className="order-line__note">
                  {answer.label}：{answer.value}
                </Box>
              ))}
            </Box>
            <Box className="order-line__end">
              <Price fen={line.unitPriceFen} size="small" plain />
              <Text className="order-line__count">× {line.quantity}</Text>
              {line.refunded > 0 ? <Text className="order-line__count">{t('order.refundedUnits', { count: line.refunded })}</Text> : null}
            </Box>
          </>
        )
        return linked ? (
          <Tap key={line.id} className="order-line" testId="order-line" onTap={() => go('product', { id: line.productId })}>
            {inside}
          </Tap>
        ) : (
          <Box key={line.id} className="order-line" testId="order-line">
            {inside}
          </Box>
        )
      })}
    </>
  )
}
