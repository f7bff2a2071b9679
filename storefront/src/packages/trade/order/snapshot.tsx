import type { Order } from '@puzi/shop-client'
import { useState } from 'react'
import { t } from '@/i18n'
import { Box, Text } from '@/kit/base'
import { Card, Cell } from '@/kit/Cell'
import { Popup } from '@/kit/Popup'
import { Price } from '@/kit/Price'
import { dateTime } from '@/lib/time'

/** What was bought as it was then: properties, promises, price and the shop's terms, whatever became of the product since. */
export function Snapshot({ order }: { order: Order }) {
  const [open, setOpen] = useState(false)
  return (
    <Card flush>
      <Cell title={t('snapshot.title')} testId="open-snapshot" onTap={() => setOpen(true)} />
      <Popup open={open} onClose={() => setOpen(false)} title={t('snapshot.title')} testId="snapshot">
        <Box className="snapshot__note">{t('snapshot.note', { time: dateTime(order.placedAt) })}</Box>
        {order.lines.map((line) => (
          <Box key={line.id} className="snapshot__line">
            <Box className="snapshot__name">{[line.title, ...line.options].join(' · ')}</Box>
            <Price fen={line.unitPriceFen} size="small" plain />
            {line.brand ? <Row name={t('product.brand')} value={line.brand} /> : null}
            {line.attributes.map(({ name, value }) => (
              <Row key={name} name={name} value={value} />
            ))}
            {line.promises.length > 0 ? (
              <Row name={t('product.promises')} value={line.promises.map((one) => t(`promise.${one}`)).join(' · ')} />
            ) : null}
          </Box>
        ))}
        {order.terms ? (
          <Box className="snapshot__line">
            <Box className="snapshot__name">{t('snapshot.terms')}</Box>
            <Box className="snapshot__terms">{order.terms}</Box>
          </Box>
        ) : null}
      </Popup>
    </Card>
  )
}

function Row({ name, value }: { name: string; value: string }) {
  return (
    <Box className="order__row">
      <Text className="order__row-name">{name}</Text>
      <Text className="order__row-value">{value}</Text>
    </Box>
  )
}
