import { useQuery, useQueryClient } from '@tanstack/react-query'
import { shop } from '@/api/client'
import { isCode } from '@/api/error'
import { t } from '@/i18n'
import { Box, Text } from '@/kit/base'
import { Button } from '@/kit/Button'
import { Card, Cell } from '@/kit/Cell'
import { Img } from '@/kit/Img'
import { Page } from '@/kit/Page'
import { RowsSkeleton } from '@/kit/Skeleton'
import { Empty, ErrorState } from '@/kit/States'
import { confirm, showError, toast } from '@/kit/overlays-store'
import { go } from '@/lib/navigate'
import { dateTime } from '@/lib/time'
import { useParams } from '@/lib/use-params'
import { useCheckoutChoice } from '@/stores/checkout'
import { useSignedIn } from '@/stores/session'
import './index.scss'

/** A gift, as the friend sees it who was sent the link: what it is, from whom, and where it should go. */
export default function GiftPage() {
  const { token = '' } = useParams()
  const signedIn = useSignedIn()
  const query = useQuery({ queryKey: ['gift', token, signedIn], queryFn: () => shop.getGift({ token }) })
  const gift = query.data
  if (!gift) {
    const gone = isCode(query.error, 'gift_not_found', 'input_invalid')
    return (
      <Page title={t('gift.received')}>
        {query.isPending ? <RowsSkeleton count={2} /> : null}
        {gone ? <Empty icon="gift" text={t('gift.unknown')} action={t('tab.home')} onAction={() => go('home')} /> : null}
        {query.isError && !gone ? <ErrorState error={query.error} onRetry={query.refetch} /> : null}
      </Page>
    )
  }
  return (
    <Page title={t('gift.received')} className="gift">
      <Box className="gift__head">
        <Box className="gift__from">{t('gift.from', { name: gift.giver })}</Box>
        {gift.message ? <Box className="gift__message">{gift.message}</Box> : null}
      </Box>
      <Card testId="gift-lines">
        {gift.lines.map((line) => (
          <Box key={`${line.title}${line.options.join()}`} className="gift__line">
            <Box className="gift__picture">
              <Img picture={line.picture} alt="" width={56} />
            </Box>
            <Box className="gift__main">
              <Box className="gift__title">{line.title}</Box>
              <Text className="gift__note">
                {line.options.join(' / ')} × {line.quantity}
              </Text>
            </Box>
          </Box>
        ))}
      </Card>
      {gift.state === 'waiting' ? (
        <Claim token={token} signedIn={signedIn} claimBefore={gift.claimBefore} />
      ) : (
        <Card flush>
          <Cell title={t(gift.mine ? 'gift.mine' : `gift.state.${gift.state}`)} />
        </Card>
      )}
    </Page>
  )
}

function Claim({ token, signedIn, claimBefore }: { token: string; signedIn: boolean; claimBefore: string | null }) {
  const client = useQueryClient()
  const picked = useCheckoutChoice((choice) => choice.addressId)
  const addresses = useQuery({ queryKey: ['addresses'], queryFn: () => shop.listAddresses(), enabled: signedIn })
  if (!signedIn) {
    return (
      <Button block size="large" testId="gift-login" onTap={() => go('login')}>
        {t('gift.signIn')}
      </Button>
    )
  }
  const known = addresses.data?.items ?? []
  const address = known.find((one) => one.id === picked) ?? known.find((one) => one.isDefault) ?? known[0]
  const claim = async () => {
    if (!address) return go('address', { first: 1 })
    if (!(await confirm({ title: t('gift.confirm'), text: t('gift.confirmText'), ok: t('common.ok') }))) return
    try {
      await shop.claimGift({ token, addressId: address.id })
      toast(t('gift.mine'), 'good')
    } catch (error) {
      showError(error)
    } finally {
      await client.invalidateQueries({ queryKey: ['gift'] })
    }
  }
  return (
    <>
      <Card flush>
        <Cell
          title={address ? `${address.name} ${address.phone}` : t('checkout.addAddress')}
          note={address ? `${address.province}${address.city}${address.district}${address.detail}` : undefined}
          testId="gift-address"
          onTap={() => (address ? go('addresses', { select: 1 }) : go('address', { first: 1 }))}
        />
        {claimBefore ? <Cell title={t('gift.until')} value={dateTime(claimBefore)} /> : null}
      </Card>
      <Button block size="large" testId="claim-gift" onTap={claim}>
        {t('gift.claim')}
      </Button>
    </>
  )
}
