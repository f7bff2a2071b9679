import type { FlashSession } from '@puzi/shop-client'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { shop } from '@/api/client'
import { EnterButton } from '@/features/flash/EnterButton'
import { Progress } from '@/features/flash/Progress'
import { currentRound, onThisClock, type Round, roundsOf } from '@/features/flash/session'
import { useShare } from '@/features/share/use-share'
import { t } from '@/i18n'
import { Box, Tap, Text } from '@/kit/base'
import { Card } from '@/kit/Cell'
import { Countdown } from '@/kit/Countdown'
import { Img } from '@/kit/Img'
import { Page } from '@/kit/Page'
import { Price } from '@/kit/Price'
import { RowsSkeleton } from '@/kit/Skeleton'
import { Empty, ErrorState, ListEnd } from '@/kit/States'
import { Tabs } from '@/kit/Tabs'
import { go } from '@/lib/navigate'
import { dateTime } from '@/lib/time'
import './index.scss'

/** Rounds of flash sales as tabs: what runs, and what is to come. */
export default function FlashSalesPage() {
  const [chosen, setChosen] = useState('')
  const query = useQuery({ queryKey: ['flash', 'sales'], queryFn: () => shop.listFlashSales(), staleTime: 15_000 })
  const { data } = query
  const rounds = data ? roundsOf(data.items) : []
  const round = rounds.find((one) => one.startsAt === chosen) ?? currentRound(rounds, data?.now ?? '')
  useShare({ kind: 'flash-sale', targetId: data && (round?.sessions[0]?.id ?? null), title: t('flash.title'), route: 'flashSales' })
  return (
    <Page title={t('flash.title')}>
      {query.isPending ? <RowsSkeleton plain /> : null}
      {query.isError ? <ErrorState error={query.error} onRetry={query.refetch} /> : null}
      {query.isSuccess && rounds.length === 0 ? (
        <Empty icon="flame" text={t('flash.none')} action={t('common.home')} onAction={() => go('home')} />
      ) : null}
      {data && round ? (
        <>
          <Tabs
            label={t('flash.rounds')}
            testId="round"
            items={rounds.map((one) => ({ key: one.startsAt, title: tabTitle(one, data.now) }))}
            value={round.startsAt}
            onChange={setChosen}
          />
          <Sessions key={round.startsAt} round={round} now={data.now} readAt={query.dataUpdatedAt} />
          <ListEnd />
        </>
      ) : null}
    </Page>
  )
}

/** '10:00 抢购中'; another day says which. */
function tabTitle({ startsAt }: Round, now: string): string {
  const [day = '', time = ''] = dateTime(startsAt).split(' ')
  const [today = ''] = dateTime(now).split(' ')
  const when = day === today ? time : `${day.slice(5)} ${time}`
  return `${when} ${t(startsAt <= now ? 'flash.running' : 'flash.coming')}`
}

function Sessions({ round, now, readAt }: { round: Round; now: string; readAt: number }) {
  const client = useQueryClient()
  const running = round.startsAt <= now
  return (
    <>
      {round.sessions.map((session) => (
        <Box key={session.id}>
          <Box className="flash-head">
            <Text className="flash-head__title">{session.title}</Text>
            <Text className="flash-head__when">{t(running ? 'flash.endsIn' : 'flash.startsIn')}</Text>
            <Countdown
              className="flash-head__clock"
              until={onThisClock(running ? session.endsAt : session.startsAt, now, readAt)}
              onOver={() => void client.invalidateQueries({ queryKey: ['flash'] })}
            />
          </Box>
          <Items session={session} running={running} />
        </Box>
      ))}
    </>
  )
}

function Items({ session, running }: { session: FlashSession; running: boolean }) {
  const counts = useQuery({
    queryKey: ['flash', 'counts', session.id],
    queryFn: () => shop.getFlashCounts({ id: session.id }),
    enabled: running,
    refetchInterval: 3_000,
  })
  const left = new Map(counts.data?.items.map((item) => [item.id, item.left]))
  return (
    <Card flush>
      {session.items.map((item) => {
        const now = left.get(item.id) ?? item.left
        return (
          <Box key={item.id} className="flash-item" testId="flash-item">
            <Tap className="flash-item__picture" label={item.title} onTap={() => go('product', { id: item.productId })}>
              <Img picture={item.picture} alt="" width={96} />
            </Tap>
            <Box className="flash-item__main">
              <Tap className="flash-item__title" onTap={() => go('product', { id: item.productId })}>
                <Text>{[item.title, item.options.join(' / ')].filter(Boolean).join(' · ')}</Text>
              </Tap>
              <Box className="flash-item__note">
                {running ? <Progress pieces={item.pieces} left={now} /> : t('flash.pieces', { count: item.pieces })}
              </Box>
              <Box className="flash-item__foot">
                <Box className="flash-item__prices">
                  <Price fen={item.priceFen} size="large" />
                  <Price fen={item.listPriceFen} old />
                </Box>
                <EnterButton sessionId={session.id} skuId={item.skuId} left={now} running={running} />
              </Box>
            </Box>
          </Box>
        )
      })}
    </Card>
  )
}
