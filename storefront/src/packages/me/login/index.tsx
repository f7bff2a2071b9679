import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { shop } from '@/api/client'
import { queryClient } from '@/api/query'
import { signIn } from '@/features/login/sign-in'
import { STOCK_WATCH, subscribe } from '@/features/stock/use-stock-watch'
import { t } from '@/i18n'
import { Box, Text } from '@/kit/base'
import { Button } from '@/kit/Button'
import { Card } from '@/kit/Cell'
import { Field } from '@/kit/Field'
import { Page } from '@/kit/Page'
import { confirm, showError, toast } from '@/kit/overlays-store'
import { readLink } from '@/lib/links'
import { back, go, replace } from '@/lib/navigate'
import { useParams } from '@/lib/use-params'
import { hasPlatformLogin, PLATFORM, platformCode } from '@/platform/login'
import type { ShopperSession } from '@puzi/shop-client'
import './index.scss'

type Finish = (session: ShopperSession) => Promise<void>

/** Signs in, does what the person had wished for, and goes on to where they were going, or back. */
function useFinish(): Finish {
  const { next: wanted, notify } = useParams()
  return async (session) => {
    await signIn(session)
    toast(session.isNew ? t('login.welcome') : t('login.welcomeBack', { name: session.shopper.nickname }), 'good')
    // Signing in has worked, whatever becomes of the wish.
    if (notify) await subscribe(notify).catch(showError)
    if (notify) await queryClient.invalidateQueries({ queryKey: STOCK_WATCH })
    const next = wanted ? readLink(wanted) : undefined
    if (next) replace(next.name, next.params)
    else back()
  }
}

export default function LoginPage() {
  const finish = useFinish()
  return (
    <Page title={t('login.title')} className="login">
      <Box className="login__head">
        <Box className="login__name">{t('app.name')}</Box>
        <Box className="login__note">{t('app.slogan')}</Box>
      </Box>
      {hasPlatformLogin ? <PlatformLogin finish={finish} /> : <Personas finish={finish} />}
      <PhoneLogin finish={finish} />
      <Box className="login__terms">{t('login.terms')}</Box>
    </Page>
  )
}

/** Mini programs: the platform vouches for the person. */
function PlatformLogin({ finish }: { finish: Finish }) {
  const enter = async () => finish(await shop.loginByMiniProgram({ platform: PLATFORM, code: await platformCode() }))
  return (
    <Box className="login__quick">
      <Button block size="large" testId="login-platform" onTap={enter}>
        {t('login.oneTap')}
      </Button>
    </Box>
  )
}

/** The demo on H5: sign in as one of the invented people of the simulated mini-program platform. */
function Personas({ finish }: { finish: Finish }) {
  const { data, refetch } = useQuery({ queryKey: ['personas'], queryFn: () => shop.listDemoPersonas(), staleTime: 0, gcTime: 0 })
  const items = data?.items ?? []
  if (items.length === 0) return null
  const enter = async (code: string) => {
    try {
      await finish(await shop.loginByMiniProgram({ platform: 'weapp', code }))
    } catch (error) {
      // A code works once; the next try needs a fresh one.
      void refetch()
      throw error
    }
  }
  return (
    <Card className="login__demo" testId="personas">
      <Box className="login__demo-title">{t('login.demo')}</Box>
      <Box className="login__demo-note">{t('login.demoNote')}</Box>
      <Box className="login__people">
        {items.map((person) => (
          <Button key={person.code} kind="soft" testId="persona" onTap={() => enter(person.code)}>
            {person.nickname}
          </Button>
        ))}
      </Box>
    </Card>
  )
}

function PhoneLogin({ finish }: { finish: Finish }) {
  const [phone, setPhone] = useState('')
  const [code, setCode] = useState('')
  const [wait, setWait] = useState(0)
  const [demoCode, setDemoCode] = useState<string>()
  const [tried, setTried] = useState(false)
  useEffect(() => {
    if (wait <= 0) return
    const timer = setTimeout(() => setWait(wait - 1), 1000)
    return () => clearTimeout(timer)
  }, [wait])
  const phoneOk = /^1[3-9]\d{9}$/.test(phone)
  const codeOk = /^\d{6}$/.test(code)
  const send = async () => {
    setTried(true)
    if (!phoneOk) return
    const answer = await shop.sendLoginCode({ phone })
    setWait(answer.retryAfterSeconds)
    setDemoCode(answer.demoCode)
    toast(t('login.codeSent'), 'good')
  }
  const enter = async () => finish(await shop.loginByPhone({ phone, code }))
  return (
    <Card className="login__phone">
      <Field
        label={t('login.phone')}
        value={phone}
        onInput={(value) => setPhone(value.replace(/\D/g, ''))}
        type="tel"
        maxLength={11}
        placeholder={t('login.phoneHint')}
        testId="phone"
        autoComplete="tel"
        error={tried && !phoneOk ? t('login.phoneWrong') : undefined}
      />
      <Field
        label={t('login.code')}
        value={code}
        onInput={(value) => setCode(value.replace(/\D/g, ''))}
        type="digits"
        maxLength={6}
        placeholder={t('login.codeHint')}
        testId="code"
        autoComplete="one-time-code"
        end={
          <Button kind="quiet" testId="send-code" disabled={wait > 0} onTap={send}>
            {wait > 0 ? t('login.again', { seconds: wait }) : t('login.send')}
          </Button>
        }
      />
      {demoCode ? (
        <Box className="login__hint" testId="demo-code">
          {t('login.demoCode')} <Text className="login__digits">{demoCode}</Text>
        </Box>
      ) : null}
      <Button block size="large" className="login__enter" testId="login-phone" disabled={!phoneOk || !codeOk} onTap={enter}>
        {t('login.enter')}
      </Button>
      <Box className="login__help">
        <Button
          kind="quiet"
          size="small"
          onTap={() => confirm({ title: t('login.help'), text: t('login.helpText'), ok: t('common.gotIt'), cancel: null })}
        >
          {t('login.help')}
        </Button>
        <Button kind="quiet" size="small" onTap={() => go('about')}>
          {t('about.title')}
        </Button>
      </Box>
    </Card>
  )
}
