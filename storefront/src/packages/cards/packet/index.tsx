import type { LuckyPacket } from '@puzi/shop-client'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useShareAppMessage } from '@tarojs/taro'
import { useState } from 'react'
import { shop } from '@/api/client'
import { isCode } from '@/api/error'
import { goSignedIn } from '@/features/login/require'
import { t } from '@/i18n'
import { Box, Tap, Text } from '@/kit/base'
import { Button } from '@/kit/Button'
import { Card } from '@/kit/Cell'
import { Icon } from '@/kit/Icon'
import { Img } from '@/kit/Img'
import { Page } from '@/kit/Page'
import { Price } from '@/kit/Price'
import { RowsSkeleton } from '@/kit/Skeleton'
import { Empty, ErrorState } from '@/kit/States'
import { Tag } from '@/kit/Tag'
import { showError } from '@/kit/overlays-store'
import { classNames } from '@/lib/class-names'
import { money } from '@/lib/money'
import { go } from '@/lib/navigate'
import { dateTime } from '@/lib/time'
import { useParams } from '@/lib/use-params'
import { share } from '@/platform/share'
import { useSignedIn } from '@/stores/session'
import '../gift-cards.scss'

/** A red packet: it is opened with one tap, and then everybody's luck is seen. */
export default function LuckyPacketPage() {
  const { id = '' } = useParams()
  const signedIn = useSignedIn()
  const query = useQuery({
    queryKey: ['lucky-packet', id, signedIn],
    queryFn: () => shop.getLuckyPacket({ id }),
    staleTime: 0,
    refetchInterval: ({ state }) => (state.data?.state === 'open' && state.data.totalFen !== null ? 5_000 : false),
  })
  const packet = query.data
  useShareAppMessage(() => ({ title: packet?.wish || t('lucky.wish'), path: `/packages/cards/packet/index?id=${id}` }))
  const gone = isCode(query.error, 'lucky_packet_not_found')
  return (
    <Page title={t('lucky.title')}>
      {query.isPending ? <RowsSkeleton count={2} /> : null}
      {gone ? <Empty icon="gift" text={t('lucky.unknown')} action={t('common.home')} onAction={() => go('home')} /> : null}
      {query.isError && !gone ? <ErrorState error={query.error} onRetry={query.refetch} /> : null}
      {packet ? <Envelope packet={packet} queryKey={['lucky-packet', id, signedIn]} /> : null}
      {packet && packet.totalFen !== null ? <Lucks packet={packet} /> : null}
    </Page>
  )
}

const OPENS_MS = 700
const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

function Envelope({ packet, queryKey }: { packet: LuckyPacket; queryKey: readonly unknown[] }) {
  const client = useQueryClient()
  const signedIn = useSignedIn()
  const [opening, setOpening] = useState(false)
  const { id, state, myAmountFen, from, wish, mine } = packet
  const open = async () => {
    if (opening) return
    if (!signedIn) return goSignedIn('packet', { id })
    setOpening(true)
    try {
      // The coin turns for a moment, however quick the answer is.
      const [answer] = await Promise.all([shop.takeLuckyPacket({ id }), wait(OPENS_MS)])
      client.setQueryData(queryKey, answer)
      void client.invalidateQueries({ queryKey: ['red-packets'] })
    } catch (error) {
      showError(error)
      await client.invalidateQueries({ queryKey })
    } finally {
      setOpening(false)
    }
  }
  const canOpen = state === 'open' && myAmountFen === null
  return (
    <Box className={classNames('envelope', myAmountFen !== null && 'envelope--open')} testId="envelope">
      <Box className="envelope__from">{t(from.isShop ? 'lucky.fromShop' : 'lucky.from', { name: from.nickname })}</Box>
      <Box className="envelope__wish">{wish || t('lucky.wish')}</Box>
      {canOpen ? (
        <Tap
          className={classNames('envelope__coin', opening && 'envelope__coin--turns')}
          label={t('lucky.open')}
          testId="open-packet"
          onTap={() => void open()}
        >
          <Text>{t('lucky.open')}</Text>
        </Tap>
      ) : null}
      {myAmountFen !== null ? (
        <Box className="envelope__mine">
          <Price fen={myAmountFen} size="hero" plain testId="packet-amount" />
          <Box className="envelope__note">{t('lucky.where')}</Box>
        </Box>
      ) : null}
      {!canOpen && myAmountFen === null ? <Box className="envelope__over">{t(`lucky.state.${state}`)}</Box> : null}
      <Box className="envelope__foot">
        {myAmountFen !== null ? (
          <Button size="small" kind="soft" testId="to-packets" onTap={() => go('redPackets')}>
            {t('lucky.toMine')}
          </Button>
        ) : null}
        {mine && state === 'open' ? (
          <Button size="small" kind="soft" testId="share-packet" onTap={() => share({ title: wish || t('lucky.wish') })}>
            {t('lucky.share')}
          </Button>
        ) : null}
      </Box>
    </Box>
  )
}

function Lucks({ packet }: { packet: LuckyPacket }) {
  const { taken, shares, totalFen, takes } = packet
  return (
    <Card testId="lucks">
      <Box className="lucks__head">
        {t('lucky.progress', { taken, shares, total: money(totalFen ?? 0) })}
        {packet.mine && packet.state === 'open' ? ` · ${t('lucky.until', { time: dateTime(packet.expiresAt) })}` : ''}
      </Box>
      {takes.map((one) => (
        <Box key={`${one.at} ${one.nickname} ${one.amountFen}`} className="lucks__row" testId="luck">
          <Box className="lucks__face">
            {one.avatar ? <Img picture={one.avatar} alt="" width={36} round /> : <Icon name="user" size={36} />}
          </Box>
          <Box className="lucks__main">
            <Box className="lucks__name">{one.mine ? t('lucky.me') : one.nickname}</Box>
            <Box className="gift-card__note">{dateTime(one.at)}</Box>
          </Box>
          <Box className="lucks__end">
            {money(one.amountFen)}
            {one.best ? <Tag tone="accent">{t('lucky.best')}</Tag> : null}
          </Box>
        </Box>
      ))}
    </Card>
  )
}
