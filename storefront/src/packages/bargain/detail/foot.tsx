import type { Bargain } from '@puzi/shop-client'
import { shop } from '@/api/client'
import { goSignedIn } from '@/features/login/require'
import { t } from '@/i18n'
import { Box } from '@/kit/base'
import { Button } from '@/kit/Button'
import { confirm, toast } from '@/kit/overlays-store'
import { money } from '@/lib/money'
import { go } from '@/lib/navigate'
import { writePlay } from '@/lib/play-wish'
import { useSignedIn } from '@/stores/session'

interface Props {
  bargain: Bargain
  onShare: () => Promise<void>
  renew: (next?: Bargain) => unknown
}

/** What one can do with it now. */
export function Foot({ bargain, onShare, renew }: Props) {
  return (
    <Box className="bargain-foot">
      {bargain.mine ? <Owner bargain={bargain} onShare={onShare} /> : <Friend bargain={bargain} renew={renew} />}
    </Box>
  )
}

function Owner({ bargain, onShare }: Omit<Props, 'renew'>) {
  const { id, campaign, state, orderId, helped, helpers, pass, skuId } = bargain
  if (orderId) {
    return (
      <Button size="large" testId="bargain-order" onTap={() => go('order', { id: orderId })}>
        {t('bargain.toOrder')}
      </Button>
    )
  }
  if (state !== 'open') {
    return (
      <Button size="large" testId="bargain-again" onTap={() => go('bargains')}>
        {t('bargain.again')}
      </Button>
    )
  }
  const buy = async () => {
    // Once it is ordered nobody can cut it any more.
    const sure =
      helped === helpers || (await confirm({ title: t('bargain.buySure'), text: t('bargain.buySureText'), ok: t('bargain.buyYes') }))
    if (!sure) return
    go('checkout', { lines: `${skuId}:1`, play: writePlay({ kind: 'bargain', campaignId: campaign.id, joinId: id, pass }) })
  }
  const atFloor = helped === helpers
  return (
    <>
      {atFloor ? null : (
        <Button kind={bargain.canBuy ? 'line' : 'primary'} size="large" testId="bargain-invite" onTap={onShare}>
          {t('bargain.invite')}
        </Button>
      )}
      {bargain.canBuy || atFloor ? (
        <Button size="large" testId="bargain-buy" disabled={!bargain.canBuy || !bargain.goods} onTap={buy}>
          {bargain.canBuy ? t('bargain.buy', { price: money(bargain.priceFen) }) : t('bargain.gone')}
        </Button>
      ) : null}
    </>
  )
}

function Friend({ bargain, renew }: Omit<Props, 'onShare'>) {
  const signedIn = useSignedIn()
  const { id, state, myCutFen, helped, helpers } = bargain
  const help = async () => {
    if (!signedIn) return goSignedIn('bargain', { id })
    try {
      const answer = await shop.helpBargain({ id })
      toast(t('bargain.thanks', { amount: money(answer.cutFen) }), 'good')
      await renew(answer.bargain)
    } catch (error) {
      await renew()
      throw error
    }
  }
  const canHelp = state === 'open' && myCutFen === null && helped < helpers
  return (
    <>
      <Button kind={canHelp ? 'line' : 'primary'} size="large" testId="bargain-own" onTap={() => go('bargains')}>
        {t('bargain.alsoWant')}
      </Button>
      {canHelp ? (
        <Button size="large" testId="help-bargain" onTap={help}>
          {t('bargain.help')}
        </Button>
      ) : null}
    </>
  )
}
