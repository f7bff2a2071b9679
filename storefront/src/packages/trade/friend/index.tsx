import type { FriendPay } from '@puzi/shop-client'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { shop } from '@/api/client'
import { goSignedIn } from '@/features/login/require'
import { t } from '@/i18n'
import { Box, Text } from '@/kit/base'
import { Button } from '@/kit/Button'
import { Card } from '@/kit/Cell'
import { Countdown } from '@/kit/Countdown'
import { Img } from '@/kit/Img'
import { Page } from '@/kit/Page'
import { Price } from '@/kit/Price'
import { RowsSkeleton } from '@/kit/Skeleton'
import { Empty, ErrorState } from '@/kit/States'
import { toast } from '@/kit/overlays-store'
import { useShown } from '@/kit/use-shown'
import { go } from '@/lib/navigate'
import { useParams } from '@/lib/use-params'
import { METHODS, perform } from '@/platform/pay'
import { share } from '@/platform/share'
import { ROUTES } from '@/routes'
import { useSignedIn } from '@/stores/session'
import './index.scss'

/** What a friend is asked to pay. The one who asks sees the same, and sends it on. */
export default function FriendPayPage() {
  const { token = '' } = useParams()
  const shown = useShown()
  const query = useQuery({
    queryKey: ['friend-pay', token],
    queryFn: () => shop.getFriendPay({ token }),
    staleTime: 0,
    refetchInterval: ({ state }) => (state.data?.state === 'unpaid' && shown ? 4_000 : false),
  })
  const asked = query.data
  if (!asked) {
    return (
      <Page title={t('friend.title')}>
        {query.isError ? <ErrorState error={query.error} onRetry={query.refetch} /> : <RowsSkeleton count={2} />}
      </Page>
    )
  }
  if (asked.state !== 'unpaid') {
    return (
      <Page title={t('friend.title')}>
        <Empty
          icon={asked.state === 'paid' ? 'success' : 'clock'}
          text={t(asked.state === 'paid' ? 'friend.paid' : 'friend.closed')}
          action={t('cashier.goOn')}
          onAction={() => go('home')}
          testId={`friend-${asked.state}`}
        />
      </Page>
    )
  }
  return <Ask asked={asked} token={token} onOver={() => void query.refetch()} />
}

function Ask({ asked, token, onOver }: { asked: FriendPay; token: string; onOver: () => void }) {
  const signedIn = useSignedIn()
  const [method] = METHODS
  const [sent, setSent] = useState(false)
  const pay = async () => {
    if (!signedIn) return goSignedIn('friend', { token })
    if (!method) return
    const { action } = await shop.payForFriend({ token, method, returnPath: `${ROUTES.friend.alias}?token=${token}` })
    const outcome = await perform(action)
    if (outcome === 'cancelled') toast(t('cashier.cancelled'))
    if (outcome === 'done') setSent(true)
  }
  return (
    <Page
      title={t('friend.title')}
      foot={
        <Box className="friend__foot">
          <Button kind="line" size="large" testId="friend-share" onTap={() => share({ title: t('friend.ask', { name: asked.owner }) })}>
            {t('friend.send')}
          </Button>
          <Button size="large" testId="friend-pay" disabled={!method} waiting={sent} onTap={pay}>
            {t('friend.pay')}
          </Button>
        </Box>
      }
    >
      <Card className="friend" testId="friend">
        <Box className="friend__ask">{t('friend.ask', { name: asked.owner })}</Box>
        {asked.message ? <Box className="friend__message">“{asked.message}”</Box> : null}
        <Price fen={asked.payableFen} size="hero" plain />
        <Box className="friend__left">
          {t('cashier.left')} <Countdown until={asked.payBefore} onOver={onOver} />
        </Box>
      </Card>
      {asked.lines.length > 0 ? (
        <Card>
          {asked.lines.map((line, index) => (
            <Box key={index} className="friend__line">
              <Box className="friend__picture">
                <Img picture={line.picture} alt="" width={56} />
              </Box>
              <Box className="friend__main">
                <Box className="friend__title">{line.title}</Box>
                <Text className="friend__note">
                  {line.options.join(' / ')} × {line.quantity}
                </Text>
              </Box>
            </Box>
          ))}
        </Card>
      ) : null}
      <Box className="friend__hint">{method ? t('friend.hint') : t('cashier.noMethod')}</Box>
    </Page>
  )
}
