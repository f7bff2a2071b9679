import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { shop } from '@/api/client'
import { t } from '@/i18n'
import { Box } from '@/kit/base'
import { Button } from '@/kit/Button'
import { Page } from '@/kit/Page'
import { RowsSkeleton } from '@/kit/Skeleton'
import { ErrorState } from '@/kit/States'
import { Tabs } from '@/kit/Tabs'
import { toast } from '@/kit/overlays-store'
import { useParams } from '@/lib/use-params'
import { copyText, PosterPicture, savePicture } from '@/platform/poster'
import '../distribution.scss'

/** A picture to pass on, of goods or of the shop, with a code that says who did. */
export default function PosterPage() {
  const { id = '', productId } = useParams()
  const [kind, setKind] = useState<'h5' | 'weapp'>(process.env.TARO_ENV === 'weapp' ? 'weapp' : 'h5')
  const query = useQuery({
    queryKey: ['distribution', id, 'poster', productId, kind],
    queryFn: () => shop.getDistributionPoster({ id, kind, ...(productId ? { productId } : {}) }),
    staleTime: 300_000,
  })
  const made = query.data
  const copy = async () => {
    if (!made) return
    await copyText(made.link)
    toast(t('common.copied'), 'good')
  }
  const save = async () => {
    if (made && (await savePicture(made.image))) toast(t('dist.saved'), 'good')
  }
  return (
    <Page
      title={t('dist.poster')}
      foot={
        <Box className="dist-actions">
          <Button kind="line" testId="copy-link" disabled={!made} onTap={copy}>
            {t('dist.copyLink')}
          </Button>
          <Button testId="save-poster" disabled={!made} onTap={save}>
            {t('dist.save')}
          </Button>
        </Box>
      }
    >
      <Tabs
        spread
        label={t('dist.poster')}
        value={kind}
        onChange={setKind}
        items={[
          { key: 'h5', title: t('dist.posterH5') },
          { key: 'weapp', title: t('dist.posterWeapp') },
        ]}
      />
      {query.isPending ? <RowsSkeleton count={2} /> : null}
      {query.isError ? <ErrorState error={query.error} onRetry={query.refetch} /> : null}
      {made ? (
        <Box className="dist-poster">
          <PosterPicture src={made.image} alt={t('dist.poster')} className="dist-poster__picture" />
          <Box className="dist-hero__note">{t('dist.posterNote')}</Box>
        </Box>
      ) : null}
    </Page>
  )
}
