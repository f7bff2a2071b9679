import type { MyInvites, MyReferral } from '@puzi/shop-client'
import { useQuery } from '@tanstack/react-query'
import { shop } from '@/api/client'
import { useEndless } from '@/api/pages'
import { goSignedIn } from '@/features/login/require'
import { useShare } from '@/features/share/use-share'
import { t } from '@/i18n'
import { Box } from '@/kit/base'
import { Button } from '@/kit/Button'
import { Card, Cell } from '@/kit/Cell'
import { InfiniteList } from '@/kit/InfiniteList'
import { Page } from '@/kit/Page'
import { SectionHead } from '@/kit/SectionHead'
import { RowsSkeleton } from '@/kit/Skeleton'
import { Empty, ErrorState } from '@/kit/States'
import { Tag } from '@/kit/Tag'
import { money } from '@/lib/money'
import { go } from '@/lib/navigate'
import { dateTime } from '@/lib/time'
import { useSignedIn } from '@/stores/session'
import { OfferCard } from './offer'
import { Poster } from './poster'
import { rewardText } from './words'
import '../share.scss'

/** What bringing friends is rewarded with, one's link and poster, who came, and what that has earned. */
export default function InvitePage() {
  const signedIn = useSignedIn()
  const offers = useQuery({ queryKey: ['referral-offers'], queryFn: () => shop.listReferralOffers(), staleTime: 0 })
  const mine = useQuery({ queryKey: ['invites', 'mine'], queryFn: () => shop.getMyInvites(), enabled: signedIn, staleTime: 0 })
  const first = offers.data?.items[0]
  const sharing = {
    kind: first ? 'share' : 'invite',
    targetId: offers.isPending ? undefined : (first?.id ?? null),
    title: first ? t('invite.shareTitle', { title: first.title }) : t('app.slogan'),
    route: 'invite' as const,
  }
  const onShare = useShare(sharing)
  const share = () => (signedIn ? onShare() : goSignedIn('invite'))
  return (
    <Page
      title={t('invite.title')}
      foot={
        <Button block size="large" icon="share" testId="invite-share" onTap={share}>
          {t(signedIn ? 'invite.share' : 'invite.signIn')}
        </Button>
      }
    >
      {offers.isPending ? <RowsSkeleton count={2} /> : null}
      {offers.isError ? <ErrorState error={offers.error} onRetry={offers.refetch} /> : null}
      {offers.data?.items.length === 0 ? (
        <Empty icon="gift" text={t('invite.none')} action={t('common.home')} onAction={() => go('home')} />
      ) : null}
      {offers.data?.items.map((offer) => (
        <OfferCard key={offer.id} offer={offer} />
      ))}
      {signedIn && mine.data ? <Earned invites={mine.data} /> : null}
      {signedIn && !offers.isPending ? <Poster sharing={sharing} /> : null}
      {signedIn ? <Friends /> : null}
    </Page>
  )
}

function Earned({ invites }: { invites: MyInvites }) {
  const numbers: [string, string][] = [
    [t('invite.visits'), String(invites.visits)],
    [t('invite.joined'), String(invites.joined)],
    [t('invite.rewarded'), String(invites.rewarded)],
  ]
  const got = [
    invites.points > 0 ? t('invite.points', { count: invites.points }) : '',
    invites.moneyFen > 0 ? money(invites.moneyFen) : '',
    invites.coupons > 0 ? t('invite.coupons', { count: invites.coupons }) : '',
  ].filter(Boolean)
  return (
    <Card testId="invite-earned">
      <Box className="invite-numbers">
        {numbers.map(([name, value]) => (
          <Box key={name} className="invite-number">
            <Box className="invite-number__value">{value}</Box>
            <Box className="invite-number__name">{name}</Box>
          </Box>
        ))}
      </Box>
      <Box className="share-row__note">{got.length > 0 ? t('invite.got', { what: got.join('、') }) : t('invite.nothingYet')}</Box>
    </Card>
  )
}

const tones = {
  open: 'accent',
  review: 'warn',
  due: 'accent',
  given: 'good',
  refused: 'quiet',
  full: 'quiet',
  void: 'quiet',
  over: 'quiet',
} as const

function Friends() {
  const { pages, items } = useEndless(['invites', 'friends'], (cursor) => shop.listMyReferrals({ ...cursor, limit: 20 }))
  return (
    <>
      <SectionHead title={t('invite.friends')} />
      <Card testId="invite-friends">
        <InfiniteList
          pages={pages}
          count={items.length}
          skeleton={<RowsSkeleton plain />}
          empty={<Empty icon="user" text={t('invite.noFriends')} />}
        >
          {items.map((one) => (
            <Friend key={one.id} referral={one} />
          ))}
        </InfiniteList>
      </Card>
      <Card flush>
        <Cell icon="share" title={t('share.history')} testId="invite-history" onTap={() => go('shareHistory')} />
      </Card>
    </>
  )
}

function Friend({ referral }: { referral: MyReferral }) {
  const { kind, friend, friends, needed, state, reward, dueAt, at } = referral
  return (
    <Box className="share-row" testId="invite-friend">
      <Box className="share-row__main">
        <Box className="share-row__title">{kind === 'invite' ? friend : t('invite.cashbackOrder', { count: friends, needed })}</Box>
        <Box className="share-row__note">{dateTime(at)}</Box>
        {state === 'due' && dueAt ? <Box className="share-row__note">{t('invite.dueAt', { time: dateTime(dueAt) })}</Box> : null}
      </Box>
      <Box className="share-row__end">
        {reward && (state === 'given' || state === 'due') ? <Box className="share-row__got">{rewardText(reward)}</Box> : null}
        <Tag tone={tones[state]}>{t(`invite.state.${state}`)}</Tag>
      </Box>
    </Box>
  )
}
