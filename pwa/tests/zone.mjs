// Wrong zone arithmetic hides when the tests run in UTC.
process.env.TZ = 'America/Phoenix';
