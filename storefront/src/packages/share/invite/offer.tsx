import type { ReferralOffer } from '@puzi/shop-client'
import { t } from '@/i18n'
import { Box } from '@/kit/base'
import { Card } from '@/kit/Cell'
import { dateTime } from '@/lib/time'
import { rewardText, rulesOf } from './words'

/** What one gets, what the friend gets, and the rules before anybody takes part. */
export function OfferCard({ offer }: { offer: ReferralOffer }) {
  return (
    <Card className="invite-offer" testId="invite-offer">
      <Box className="invite-offer__title">{offer.title}</Box>
      {offer.kind === 'invite' ? (
        <Box className="invite-sides">
          <Side name={t('invite.you')} what={offer.inviterReward ? rewardText(offer.inviterReward) : t('invite.nothing')} />
          <Side name={t('invite.friend')} what={offer.inviteeReward ? rewardText(offer.inviteeReward) : t('invite.nothing')} />
        </Box>
      ) : null}
      {rulesOf(offer).map((rule, index) => (
        <Box key={rule} className="share-row__note">
          {index + 1}. {rule}
        </Box>
      ))}
      <Box className="share-row__note">{t('invite.until', { time: dateTime(offer.endsAt) })}</Box>
    </Card>
  )
}

function Side({ name, what }: { name: string; what: string }) {
  return (
    <Box className="invite-side">
      <Box className="invite-side__name">{name}</Box>
      <Box className="invite-side__what">{what}</Box>
    </Box>
  )
}
