import type { Parcel } from '@puzi/shop-client'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import Taro from '@tarojs/taro'
import { useEffect } from 'react'
import { shop } from '@/api/client'
import { t } from '@/i18n'
import { Box, Tap, Text } from '@/kit/base'
import { Card } from '@/kit/Cell'
import { Icon } from '@/kit/Icon'
import { Page } from '@/kit/Page'
import { RowsSkeleton } from '@/kit/Skeleton'
import { Empty, ErrorState } from '@/kit/States'
import { useShown } from '@/kit/use-shown'
import { classNames } from '@/lib/class-names'
import { back } from '@/lib/navigate'
import { dateTime } from '@/lib/time'
import { useParams } from '@/lib/use-params'
import { POLL_MS, watch } from '@/platform/live'
import './index.scss'

export default function LogisticsPage() {
  const { id = '' } = useParams()
  const client = useQueryClient()
  const shown = useShown()
  const query = useQuery({ queryKey: ['orders', 'one', id], queryFn: () => shop.getOrder({ id }), refetchInterval: shown && POLL_MS })
  useEffect(() => {
    if (!shown || !id) return
    return watch(`/api/shop/orders/${id}/events`, () => void client.invalidateQueries({ queryKey: ['orders', 'one', id] }))
  }, [shown, id, client])
  const parcels = query.data?.parcels ?? []
  return (
    <Page title={t('logistics.title')}>
      {query.isPending ? <RowsSkeleton plain /> : null}
      {query.isError ? <ErrorState error={query.error} onRetry={query.refetch} /> : null}
      {query.isSuccess && parcels.length === 0 ? (
        <Empty icon="box" text={t('logistics.none')} action={t('common.back')} onAction={back} />
      ) : null}
      {parcels.map((parcel, at) => (
        <ParcelPath key={parcel.id} parcel={parcel} index={parcels.length > 1 ? at + 1 : 0} />
      ))}
    </Page>
  )
}

function ParcelPath({ parcel, index }: { parcel: Parcel; index: number }) {
  return (
    <Card testId="parcel">
      <Box className="parcel__head">
        <Box className="parcel__icon">
          <Icon name="truck" size={20} />
        </Box>
        <Box className="parcel__main">
          <Box className="parcel__state" testId="parcel-state">
            {index > 0 ? `${t('logistics.parcel', { index })} · ` : ''}
            {t(`parcel.${parcel.state}`)}
          </Box>
          <Box className="parcel__number">
            {parcel.carrierName} {parcel.number}
          </Box>
        </Box>
        <Tap className="parcel__copy" label={t('logistics.copy')} onTap={() => void Taro.setClipboardData({ data: parcel.number })}>
          <Icon name="copy" size={18} />
        </Tap>
      </Box>
      <Box className="path">
        {parcel.events.map((event, at) => (
          <Box key={`${event.at}-${at}`} className={classNames('path__stop', at === 0 && 'path__stop--now')} testId="parcel-event">
            <Box className="path__text">
              {/* Most carriers begin their sentence with the place. */}
              {event.place && !event.text.includes(event.place) ? <Text className="path__place">{event.place}</Text> : null}
              {event.text}
            </Box>
            <Box className="path__at">{dateTime(event.at)}</Box>
          </Box>
        ))}
        {parcel.events.length === 0 ? (
          <Box className="path__stop path__stop--now">
            <Box className="path__text">{t('logistics.waiting')}</Box>
            <Box className="path__at">{dateTime(parcel.shippedAt)}</Box>
          </Box>
        ) : null}
      </Box>
    </Card>
  )
}
