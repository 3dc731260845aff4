import { ErrorBoundary, lazy, LocationProvider, Route, Router, useLocation } from 'preact-iso';
import { useEffect, useState } from 'preact/hooks';
import { t } from './i18n/index.ts';
import { Orders } from './screens/orders.tsx';
import { home, session } from './state/session.ts';
import { go } from './state/toast.ts';
import { Button, LinkButton } from './ui/button.tsx';
import { Mark } from './ui/icon.tsx';
import { LaterStrips } from './ui/later.tsx';
import { Nav } from './ui/nav.tsx';
import { Bar, Empty } from './ui/page.tsx';
import { Toasts } from './ui/toast.tsx';
import { UpdateStrip } from './ui/update.tsx';

const Login = lazy(() => import('./screens/login.tsx'));
const Review = lazy(() => import('./screens/review.tsx'));
const Inspect = lazy(() => import('./screens/inspect.tsx'));
const Report = lazy(() => import('./screens/report.tsx'));
const Board = lazy(() => import('./screens/board.tsx'));
const Me = lazy(() => import('./screens/me.tsx'));
const AreaMap = lazy(() => import('./screens/area-map.tsx'));
const Site = lazy(() => import('./screens/site.tsx'));
const Phone = lazy(() => import('./screens/phone.tsx'));
const Outbox = lazy(() => import('./screens/outbox.tsx'));
const People = lazy(() => import('./screens/people.tsx'));
const Admin = lazy(() => import('./screens/admin.tsx'));
const Enrol = lazy(() => import('./screens/enrol.tsx'));
const Owner = lazy(() => import('./screens/owner.tsx'));

export function App() {
  return <LocationProvider><Shell /><Toasts /></LocationProvider>;
}

function Shell() {
  const { kind } = session.value;
  const location = useLocation();
  useEffect(() => void (go.value = location.route), [location]);
  if (kind === 'starting') return <main class="splash"><h1 class="vh">{t().app}</h1><Mark /></main>;
  if (kind === 'out') return <main><ErrorBoundary><Router><Route path="/login" component={Login} /><Route path="/enrol" component={Enrol} /><Route path="/o" component={Owner} /><Route default component={Login} /></Router></ErrorBoundary></main>;
  return (
    <div class="app">
      <a class="button skip" href="#main">{t().skip}</a>
      <main id="main" tabIndex={-1}><UpdateStrip /><LaterStrips /><Screens /></main>
      <Nav />
    </div>
  );
}

function Screens() {
  const [fault, setFault] = useState<unknown>(null);
  if (fault) return <Broken />;
  return (
    <ErrorBoundary onError={(thrown) => { console.error(thrown); setFault(thrown); }}>
      <Router>
        <Route path="/" component={Home} />
        <Route path="/login" component={Home} />
        <Route path="/box/:box" component={Orders} />
        <Route path="/orders/:id" component={Orders} />
        <Route path="/review" component={Review} />
        <Route path="/inspect" component={Inspect} />
        <Route path="/inspect/:id" component={Inspect} />
        <Route path="/report" component={Report} />
        <Route path="/s/:code" component={Report} />
        <Route path="/board/:mark?" component={Board} />
        <Route path="/map" component={AreaMap} />
        <Route path="/sites/:code" component={Site} />
        <Route path="/me" component={Me} />
        <Route path="/me/phone" component={Phone} />
        <Route path="/outbox" component={Outbox} />
        <Route path="/people" component={People} />
        <Route path="/enrol" component={Enrol} />
        <Route path="/o" component={Owner} />
        <Route path="/admin/:part?/:code?/:what?" component={Admin} />
        <Route default component={NotFound} />
      </Router>
    </ErrorBoundary>
  );
}

function Home() {
  const { route } = useLocation();
  useEffect(() => route(home.value, true), []);
  return null;
}

function NotFound() {
  return <div class="page"><Bar title={t().notFound[0]} /><Empty words={t().notFound}><LinkButton href={home.value}>{t().home}</LinkButton></Empty></div>;
}

function Broken() {
  const words = t().problems['app.fault'] ?? ['', ''];
  return (
    <div class="page"><Bar title={t().broken} />
      <Empty words={[words[0], words[1]]}><Button press={() => location.reload()}>{t().reload}</Button></Empty>
    </div>
  );
}
