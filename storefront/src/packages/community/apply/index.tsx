import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { shop } from '@/api/client'
import { t } from '@/i18n'
import { Box } from '@/kit/base'
import { Button } from '@/kit/Button'
import { Card, Cell } from '@/kit/Cell'
import { Field } from '@/kit/Field'
import { Page } from '@/kit/Page'
import { RowsSkeleton } from '@/kit/Skeleton'
import { ErrorState } from '@/kit/States'
import { toast } from '@/kit/overlays-store'
import { replace } from '@/lib/navigate'
import { useParams } from '@/lib/use-params'
import { chooseSpot } from '@/platform/spot'
import '../community.scss'

const empty = { name: '', phone: '', pointName: '', address: '', opens: '08:00', closes: '20:00' }
const clock = /^([01]\d|2[0-3]):[0-5]\d$/

/** To be a leader: who one is, and where the neighbours fetch. */
export default function CommunityApplyPage() {
  const { shop: given } = useParams()
  const client = useQueryClient()
  const shops = useQuery({ queryKey: ['shops'], queryFn: () => shop.listShops() })
  const [shopId, setShopId] = useState(given ?? '')
  const [draft, setDraft] = useState(empty)
  const [spot, setSpot] = useState<{ lng: number; lat: number } | null>(null)
  const chosen = shopId || (shops.data?.items[0]?.id ?? '')
  const change = (patch: Partial<typeof empty>) => setDraft({ ...draft, ...patch })
  const timesGood = clock.test(draft.opens) && clock.test(draft.closes) && draft.opens < draft.closes
  const filled = [draft.name, draft.pointName, draft.address].every((text) => text.trim() !== '') && /^1[3-9]\d{9}$/.test(draft.phone)
  const pin = async () => {
    const found = await chooseSpot(spot ?? undefined)
    if (!found) return toast(t('community.noSpot'))
    setSpot({ lng: found.lng, lat: found.lat })
  }
  const apply = async () => {
    if (!spot) return toast(t('community.needSpot'))
    await shop.applyCommunityLeader({
      ...draft,
      name: draft.name.trim(),
      pointName: draft.pointName.trim(),
      address: draft.address.trim(),
      shopId: chosen,
      ...spot,
    })
    toast(t('community.appliedToast'), 'good')
    await client.invalidateQueries({ queryKey: ['community'] })
    replace('communityLeader')
  }
  const fields = [
    { of: 'name', label: 'community.field.name', hint: 'community.hint.name', most: 30 },
    { of: 'phone', label: 'community.field.phone', hint: 'community.hint.phone', most: 11 },
    { of: 'pointName', label: 'community.field.point', hint: 'community.hint.point', most: 40 },
    { of: 'address', label: 'community.field.address', hint: 'community.hint.address', most: 200 },
    { of: 'opens', label: 'community.field.opens', hint: 'community.hint.opens', most: 5 },
    { of: 'closes', label: 'community.field.closes', hint: 'community.hint.closes', most: 5 },
  ] as const
  return (
    <Page
      title={t('community.apply')}
      foot={
        <Button block size="large" testId="apply-leader" disabled={!filled || !timesGood || chosen === ''} onTap={apply}>
          {t('community.applyNow')}
        </Button>
      }
    >
      <Box className="community-lead">{t('community.applyLead')}</Box>
      {shops.isPending ? <RowsSkeleton count={1} /> : null}
      {shops.isError ? <ErrorState error={shops.error} onRetry={shops.refetch} /> : null}
      <Card>
        <Box className="community-shops" role="group" label={t('community.field.shop')}>
          {shops.data?.items.map((one) => (
            <Button key={one.id} size="small" kind={one.id === chosen ? 'soft' : 'line'} onTap={() => setShopId(one.id)}>
              {one.name}
            </Button>
          ))}
        </Box>
      </Card>
      <Card>
        {fields.map(({ of, label, hint, most }) => (
          <Field
            key={of}
            label={t(label)}
            value={draft[of]}
            onInput={(text) => change({ [of]: text })}
            placeholder={t(hint)}
            maxLength={most}
            testId={`leader-${of}`}
          />
        ))}
      </Card>
      <Card flush>
        <Cell
          icon="pin"
          title={t('community.field.spot')}
          value={spot ? t('community.pinned') : t('community.notPinned')}
          onTap={() => void pin()}
          testId="leader-spot"
        />
      </Card>
    </Page>
  )
}
