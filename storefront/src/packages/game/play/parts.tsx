import type { Game } from '@puzi/shop-client'
import { useRef } from 'react'
import { shop } from '@/api/client'
import { goSignedIn } from '@/features/login/require'
import { t } from '@/i18n'
import { Box, Text } from '@/kit/base'
import { Button } from '@/kit/Button'
import { Card } from '@/kit/Cell'
import { confirm, toast } from '@/kit/overlays-store'
import { go } from '@/lib/navigate'
import { randomKey } from '@/lib/random-key'
import { ROUTES } from '@/routes'
import { share } from '@/platform/share'

/** How often one can still play, and how to get another chance. */
export function Chances({ game, renew }: { game: Game; renew: () => void }) {
  const { mine, pointsPrice, shareChances, orderChances, state } = game
  const requestId = useRef('')
  if (state !== 'running') return null
  if (!mine)
    return (
      <Card className="game-chances">
        <Button size="small" testId="game-sign-in" onTap={() => goSignedIn('game', { id: game.id })}>
          {t('game.signIn')}
        </Button>
      </Card>
    )
  const buy = async () => {
    if (!(await confirm({ title: t('game.buySure', { points: pointsPrice }), text: t('game.buyText'), ok: t('game.buyYes') }))) return
    // Tried again after a failure it is the same wish.
    requestId.current ||= randomKey()
    await shop.buyGameChance({ id: game.id, requestId: requestId.current, points: pointsPrice })
    requestId.current = ''
    toast(t('game.bought'), 'good')
    renew()
  }
  const invite = () => share({ title: game.title, path: `${ROUTES.game.alias}?id=${game.id}&from=${mine.code}` })
  return (
    <Card className="game-chances" testId="game-chances">
      <Box className="game-chances__left">{t('game.chances', { count: mine.chances })}</Box>
      <Box className="game-chances__ways">
        {pointsPrice > 0 ? (
          <Button kind="line" size="small" testId="buy-chance" disabled={!mine.canBuy} onTap={buy}>
            {t('game.buy', { points: pointsPrice })}
          </Button>
        ) : null}
        {shareChances > 0 ? (
          <Button kind="line" size="small" testId="share-game" onTap={invite}>
            {t('game.invite')}
          </Button>
        ) : null}
        {orderChances > 0 ? (
          <Button kind="line" size="small" testId="order-for-chance" onTap={() => go('home')}>
            {t('game.order', { count: orderChances })}
          </Button>
        ) : null}
      </Box>
    </Card>
  )
}

/** 0.5% from 50 of ten thousand. */
const percent = (bps: number): string => `${(bps / 100).toFixed(2).replace(/\.?0+$/, '')}%`

/** The odds as they hold, and what is left: the law wants them shown. */
export function Odds({ game }: { game: Game }) {
  return (
    <Card testId="game-odds">
      <Box className="game-head">{t('game.odds')}</Box>
      {game.prizes.map((prize) => (
        <Box key={prize.id} className="game-odd">
          <Text className="game-odd__title">{prize.title}</Text>
          <Text className="game-note">{prize.left === null ? '' : t('game.left', { count: prize.left })}</Text>
          <Text className="game-odd__bps">{percent(prize.oddsBps)}</Text>
        </Box>
      ))}
      <Box className="game-note">{t('game.oddsNote')}</Box>
    </Card>
  )
}

export function Lately({ game }: { game: Game }) {
  if (game.lately.length === 0) return null
  return (
    <Card testId="game-lately">
      <Box className="game-head">{t('game.lately')}</Box>
      {game.lately.map((one, index) => (
        <Box key={`${one.at} ${index}`} className="game-rule">
          {t('game.won', { name: one.nickname, prize: one.prize })}
        </Box>
      ))}
    </Card>
  )
}
