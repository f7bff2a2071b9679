import type { Order, OrderDelivery } from '@puzi/shop-client'
import { useQuery } from '@tanstack/react-query'
import Taro from '@tarojs/taro'
import { shop } from '@/api/client'
import { dayName, distanceText, hoursText } from '@/features/delivery/words'
import { t } from '@/i18n'
import { Box, Picture, Tap, Text } from '@/kit/base'
import { Card, Cell } from '@/kit/Cell'
import { Icon } from '@/kit/Icon'
import { Img } from '@/kit/Img'
import { RowsSkeleton } from '@/kit/Skeleton'
import { ErrorState } from '@/kit/States'
import { useShown } from '@/kit/use-shown'
import { last } from '@/lib/last'
import { pictureUrl } from '@/lib/picture'
import { dateTime } from '@/lib/time'
import { POLL_MS } from '@/platform/live'
import { call, openSpot } from '@/platform/spot'
import { preview } from '@/platform/preview'

const GROUPS = /(.{4})(?=.)/g

/** An order that is fetched or brought: its code, the store, where it is now, and the proof. */
export function DeliveryCard({ order }: { order: Order }) {
  const shown = useShown()
  // Below the order's key: what tells the order anew tells this as well.
  const query = useQuery({
    queryKey: ['orders', 'delivery', order.id],
    queryFn: () => shop.getOrderDelivery({ id: order.id }),
    refetchInterval: shown && POLL_MS,
  })
  const delivery = query.data
  if (query.isError) return <ErrorState error={query.error} onRetry={query.refetch} />
  if (!delivery) return <RowsSkeleton count={1} plain />
  const fetched = delivery.kind === 'pickup'
  const over = delivery.state === 'released'
  return (
    <Card testId="order-delivery">
      {delivery.code ? <Code delivery={delivery} code={delivery.code} /> : null}
      {over ? null : <Progress delivery={delivery} />}
      <Cell
        icon="shop"
        title={fetched ? delivery.pointName : t('delivery.from', { name: delivery.pointName })}
        note={
          fetched
            ? `${delivery.pointAddress} · ${hoursText(delivery.hours)}`
            : delivery.meters === null
              ? ''
              : distanceText(delivery.meters)
        }
      />
      <Cell
        icon="clock"
        title={t(fetched ? 'delivery.pickupTime' : 'delivery.bringTime')}
        value={`${dayName(delivery.day)} ${delivery.span}`}
      />
      <Box className="reach-card__do">
        {fetched ? (
          <Tap
            className="reach-card__button"
            testId="open-map"
            onTap={() =>
              openSpot({ lng: delivery.pointLng, lat: delivery.pointLat, name: delivery.pointName, address: delivery.pointAddress })
            }
          >
            <Icon name="pin" size={18} />
            <Text>{t('delivery.navigate')}</Text>
          </Tap>
        ) : null}
        {delivery.pointPhone ? (
          <Tap className="reach-card__button" testId="call-store" onTap={() => call(delivery.pointPhone)}>
            <Icon name="phone" size={18} />
            <Text>{t('delivery.call')}</Text>
          </Tap>
        ) : null}
      </Box>
      {delivery.photo ? <Proof photo={delivery.photo} /> : null}
    </Card>
  )
}

function Code({ delivery, code }: { delivery: OrderDelivery; code: string }) {
  return (
    <Box className="pickup-code" testId="pickup-code">
      <Box className="pickup-code__title">{t(delivery.state === 'ready' ? 'delivery.readyToFetch' : 'delivery.codeTitle')}</Box>
      {delivery.square ? (
        <Box className="pickup-code__square">
          <Picture className="pickup-code__picture" src={delivery.square} alt={t('delivery.codeAlt')} eager fit="contain" />
        </Box>
      ) : null}
      <Tap className="pickup-code__digits" label={t('delivery.copyCode')} onTap={() => void Taro.setClipboardData({ data: code })}>
        <Text testId="pickup-digits">{code.replaceAll(GROUPS, '$1 ')}</Text>
      </Tap>
      {delivery.bars ? (
        <Box className="pickup-code__bars">
          <Picture className="pickup-code__picture" src={delivery.bars} alt={t('delivery.codeAlt')} eager fit="contain" />
        </Box>
      ) : null}
      <Box className="pickup-code__note">
        {delivery.late ? t('delivery.late') : t('delivery.showCode')}
        {delivery.keptUntil ? ` ${t('delivery.keptUntil', { day: delivery.keptUntil })}` : ''}
      </Box>
    </Box>
  )
}

/** Where it is now, in one line, with the last thing that happened. */
function Progress({ delivery }: { delivery: OrderDelivery }) {
  const step = last(delivery.steps)
  const failed = delivery.state !== 'done' && delivery.state !== 'taken' && step?.what === 'failed'
  const text = failed
    ? t('delivery.at.failed', { note: step.note })
    : t(`delivery.at.${delivery.kind}.${delivery.state === 'held' || delivery.state === 'released' ? 'kept' : delivery.state}`, {
        name: delivery.courierName,
      })
  return (
    <Box className="reach-card__now">
      <Icon name={delivery.kind === 'pickup' ? 'box' : 'truck'} size={20} className="order__truck" />
      <Box className="order__parcel-main">
        <Box className="order__parcel-text" testId="delivery-state">
          {text}
        </Box>
        {step ? <Box className="order__parcel-at">{dateTime(step.at)}</Box> : null}
      </Box>
    </Box>
  )
}

function Proof({ photo }: { photo: NonNullable<OrderDelivery['photo']> }) {
  return (
    <Tap
      className="reach-card__proof"
      label={t('delivery.proof')}
      testId="delivery-proof"
      onTap={() => preview([pictureUrl(photo, 960)], 0)}
    >
      <Box className="reach-card__photo">
        <Img picture={photo} alt={t('delivery.proof')} width={72} />
      </Box>
      <Text className="reach-card__proof-text">{t('delivery.proof')}</Text>
    </Tap>
  )
}
