import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { shop } from '@/api/client'
import { isCode } from '@/api/error'
import { codeIn } from '@/features/share/code'
import { placeOf } from '@/features/share/place'
import { tellVisit } from '@/features/share/visitor'
import { t } from '@/i18n'
import { Page } from '@/kit/Page'
import { RowsSkeleton } from '@/kit/Skeleton'
import { Empty, ErrorState } from '@/kit/States'
import { go, replace } from '@/lib/navigate'
import { useParams } from '@/lib/use-params'

/** Where the code of a poster or of a mini program's scene leads: counts the visit and goes on. */
export default function OpenPage() {
  const code = codeIn(useParams())
  const query = useQuery({ queryKey: ['share', code], queryFn: () => shop.getShareLink({ code: code ?? '' }), enabled: code !== null })
  const target = query.data
  useEffect(() => {
    if (!target || !code) return
    void tellVisit(code, null)
    const { route, params } = placeOf(target)
    replace(route, params)
  }, [target, code])
  const gone = code === null || isCode(query.error, 'share_not_found')
  return (
    <Page title={t('share.open')}>
      {gone ? <Empty icon="share" text={t('share.gone')} action={t('common.home')} onAction={() => go('home')} /> : null}
      {query.isError && !gone ? <ErrorState error={query.error} onRetry={query.refetch} /> : null}
      {!gone && !query.isError ? <RowsSkeleton count={1} /> : null}
    </Page>
  )
}
