import type { Game } from '@puzi/shop-client'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useShareAppMessage } from '@tarojs/taro'
import { useEffect } from 'react'
import { shop } from '@/api/client'
import { isCode } from '@/api/error'
import { t } from '@/i18n'
import { Box } from '@/kit/base'
import { Card } from '@/kit/Cell'
import { Page } from '@/kit/Page'
import { RowsSkeleton } from '@/kit/Skeleton'
import { Empty, ErrorState } from '@/kit/States'
import { useReturn, useShown } from '@/kit/use-shown'
import { go } from '@/lib/navigate'
import { dateTime } from '@/lib/time'
import { useParams } from '@/lib/use-params'
import { useSignedIn } from '@/stores/session'
import { MyPrizes } from './my-prizes'
import { Chances, Lately, Odds } from './parts'
import { Scratch } from './scratch'
import { Vote } from './vote'
import { Wheel } from './wheel'
import '../game.scss'

/** A game: its stage, its chances, its odds as they hold, and what one has won. */
export default function GamePage() {
  const { id = '', from = '' } = useParams()
  const signedIn = useSignedIn()
  const shown = useShown()
  const client = useQueryClient()
  const key = ['games', 'one', id, signedIn]
  const query = useQuery({
    queryKey: key,
    queryFn: () => shop.getGame({ id }),
    staleTime: 0,
    refetchInterval: ({ state }) => (shown && state.data?.kind === 'vote' && state.data.state === 'running' ? 5_000 : false),
  })
  const renew = () => void client.invalidateQueries({ queryKey: ['games'] })
  useReturn(renew)
  useEffect(() => {
    // Coming by a friend's link brings the friend a chance; that it cannot is of no interest here.
    if (from && signedIn) shop.visitGame({ id, code: from }).catch(() => undefined)
  }, [from, id, signedIn])
  const game = query.data
  useShareAppMessage(() => ({ title: game?.title ?? t('game.title'), path: sharePath(id, game) }))
  if (!game) {
    const gone = isCode(query.error, 'game_not_found')
    return (
      <Page title={t('game.title')}>
        {query.isPending ? <RowsSkeleton count={2} /> : null}
        {gone ? <Empty icon="sparkles" text={t('game.unknown')} action={t('game.all')} onAction={() => go('games')} /> : null}
        {query.isError && !gone ? <ErrorState error={query.error} onRetry={query.refetch} /> : null}
      </Page>
    )
  }
  return (
    <Page title={game.title}>
      {game.kind === 'wheel' ? <Wheel game={game} renew={renew} /> : null}
      {game.kind === 'scratch' ? <Scratch game={game} renew={renew} /> : null}
      {game.kind === 'vote' ? (
        <Vote game={game} onVoted={(next) => client.setQueryData(key, next)} />
      ) : (
        <Chances game={game} renew={renew} />
      )}
      {game.kind === 'vote' ? null : <Odds game={game} />}
      {game.kind === 'vote' || !signedIn ? null : <MyPrizes gameId={id} />}
      <Lately game={game} />
      <Card testId="game-rules">
        <Box className="game-head">{t('game.rules')}</Box>
        <Box className="game-rule">{t('game.time', { from: dateTime(game.startsAt), to: dateTime(game.endsAt) })}</Box>
        <Box className="game-rule">
          {t(game.kind === 'vote' ? 'game.rule.votes' : 'game.rule.draws', {
            free: game.freePerDay,
            day: game.mostPerDay,
            all: game.mostInAll,
          })}
        </Box>
        {game.rules ? <Box className="game-rule">{game.rules}</Box> : null}
      </Card>
    </Page>
  )
}

const sharePath = (id: string, game: Game | undefined): string =>
  `/packages/game/play/index?id=${id}${game?.mine ? `&from=${game.mine.code}` : ''}`
