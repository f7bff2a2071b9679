import type { Bargain } from '@puzi/shop-client'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { shop } from '@/api/client'
import { isCode } from '@/api/error'
import { useShare } from '@/features/share/use-share'
import { t } from '@/i18n'
import { Box, Tap } from '@/kit/base'
import { Card } from '@/kit/Cell'
import { Countdown } from '@/kit/Countdown'
import { Img } from '@/kit/Img'
import { Page } from '@/kit/Page'
import { Price } from '@/kit/Price'
import { RowsSkeleton } from '@/kit/Skeleton'
import { Empty, ErrorState } from '@/kit/States'
import { useReturn, useShown } from '@/kit/use-shown'
import { money } from '@/lib/money'
import { go } from '@/lib/navigate'
import { useParams } from '@/lib/use-params'
import { useSignedIn } from '@/stores/session'
import { Helps, Rules } from './parts'
import { Foot } from './foot'
import '../bargain.scss'

/** A bargain: its owner watches it and buys, friends help. */
export default function BargainPage() {
  const { id = '' } = useParams()
  const shown = useShown()
  const signedIn = useSignedIn()
  const client = useQueryClient()
  const key = ['bargain', id, signedIn]
  const query = useQuery({
    queryKey: key,
    queryFn: () => shop.getBargain({ id }),
    staleTime: 0,
    refetchInterval: ({ state }) => (state.data?.state === 'open' && shown ? 5_000 : false),
  })
  useReturn(() => void query.refetch())
  const bargain = query.data
  const campaign = { kind: 'bargain', targetId: bargain?.campaign.id, joinId: id }
  const onShare = useShare({ ...campaign, title: askOf(bargain), route: 'bargain', params: { id } })
  if (!bargain) {
    const gone = isCode(query.error, 'bargain_not_found')
    return (
      <Page title={t('bargain.title')}>
        {query.isPending ? <RowsSkeleton count={2} /> : null}
        {gone ? <Empty icon="tag" text={t('bargain.unknown')} action={t('bargain.all')} onAction={() => go('bargains')} /> : null}
        {query.isError && !gone ? <ErrorState error={query.error} onRetry={query.refetch} /> : null}
      </Page>
    )
  }
  const renew = (next?: Bargain) => (next ? client.setQueryData(key, next) : query.refetch())
  return (
    <Page title={t('bargain.title')} foot={<Foot bargain={bargain} onShare={onShare} renew={renew} />}>
      <Goods bargain={bargain} />
      <Progress bargain={bargain} onOver={() => void query.refetch()} />
      <Helps bargain={bargain} />
      <Rules bargain={bargain} />
    </Page>
  )
}

function askOf(bargain: Bargain | undefined): string {
  if (!bargain) return t('bargain.slogan')
  return t('bargain.ask', { goods: bargain.goods?.title ?? bargain.campaign.title, price: money(bargain.floorFen) })
}

function Goods({ bargain }: { bargain: Bargain }) {
  const { goods, opener, mine } = bargain
  return (
    <Card className="bargain-card">
      {mine ? null : <Box className="bargain-ask">{t('bargain.askedBy', { name: opener.nickname })}</Box>}
      {goods ? (
        <Tap className="bargain-card__goods" testId="bargain-goods" onTap={() => go('product', { id: goods.productId })}>
          <Box className="bargain-card__picture">
            <Img picture={goods.picture} alt="" width={96} eager />
          </Box>
          <Box className="bargain-card__main">
            <Box className="bargain-card__title">{goods.title}</Box>
            {goods.options.length > 0 ? <Box className="bargain-card__note">{goods.options.join(' / ')}</Box> : null}
            <Box className="bargain-card__note">{t('bargain.pieces', { count: bargain.campaign.left })}</Box>
            <Box className="bargain-card__price">
              <Box className="bargain-card__word">{t('bargain.floor')}</Box>
              <Price fen={bargain.floorFen} size="large" />
              <Price fen={bargain.startFen} old />
            </Box>
          </Box>
        </Tap>
      ) : (
        <Box className="bargain-card__note">{t('bargain.offSale')}</Box>
      )}
    </Card>
  )
}

function Progress({ bargain, onOver }: { bargain: Bargain; onOver: () => void }) {
  const { startFen, floorFen, priceFen, helped, helpers, state } = bargain
  const done = Math.round(((startFen - priceFen) / (startFen - floorFen)) * 100)
  return (
    <Card className="bargain-progress" testId="bargain-progress">
      <Box className="bargain-progress__now">
        {t('bargain.now')}
        <Price fen={priceFen} size="hero" testId="bargain-price" />
      </Box>
      <Box className="bargain-bar" role="progressbar" label={t('bargain.progress', { helped, helpers })}>
        <Box className="bargain-bar__done" style={{ width: `${done}%` }} />
      </Box>
      <Box className="bargain-progress__ends">
        <Box>{t('bargain.cut', { amount: money(startFen - priceFen) })}</Box>
        <Box>{helped === helpers ? t('bargain.atFloor') : t('bargain.moreFriends', { count: helpers - helped })}</Box>
      </Box>
      <Box className="bargain-progress__left">
        {state === 'open' ? (
          <>
            {t('bargain.left')} <Countdown until={bargain.expiresAt} onOver={onOver} />
          </>
        ) : (
          t(`bargain.state.${state}`)
        )}
      </Box>
    </Card>
  )
}
