import { useQuery } from '@tanstack/react-query'
import { shop } from '@/api/client'
import { t } from '@/i18n'
import { Box } from '@/kit/base'
import { Card, Cell } from '@/kit/Cell'
import { Page } from '@/kit/Page'
import './index.scss'

export default function AboutPage() {
  const config = useQuery({ queryKey: ['config'], queryFn: () => shop.getStorefrontConfig(), staleTime: Infinity })
  const shops = useQuery({ queryKey: ['shops'], queryFn: () => shop.listShops() })
  return (
    <Page title={t('about.title')}>
      <Box className="about__head">
        <Box className="about__name">{config.data?.name ?? t('app.name')}</Box>
        <Box className="about__note">{t('app.slogan')}</Box>
      </Box>
      {config.data?.demo ? <Card className="about__demo">{t('about.demo')}</Card> : null}
      <Card>
        <Box className="about__text">{t('about.text')}</Box>
      </Card>
      <Card flush>
        {shops.data?.items.map((one) => (
          <Cell key={one.id} title={one.name} note={[one.licence, one.icp].filter(Boolean).join(' · ')} />
        ))}
      </Card>
      <Card flush>
        <Cell title={t('about.licence')} value="Apache-2.0" />
        <Cell title={t('about.icons')} value="Lucide (ISC)" />
        {config.data?.icp ? <Cell title={t('about.icp')} value={config.data.icp} /> : null}
      </Card>
    </Page>
  )
}
