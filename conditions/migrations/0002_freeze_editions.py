"""Editions and withdrawals can't be changed or deleted, by anyone, through any client.

A row trigger and not a TRUNCATE trigger: test runners empty tables by TRUNCATE. In
production the application's role has no TRUNCATE right.
"""

from django.db import migrations

FORWARDS = """
CREATE FUNCTION conditions_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% rows are permanent: % refused', TG_TABLE_NAME, TG_OP
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER edition_is_permanent BEFORE UPDATE OR DELETE ON conditions_edition
    FOR EACH ROW EXECUTE FUNCTION conditions_refuse_change();
CREATE TRIGGER withdrawal_is_permanent BEFORE UPDATE OR DELETE ON conditions_withdrawal
    FOR EACH ROW EXECUTE FUNCTION conditions_refuse_change();
ALTER TABLE conditions_edition ADD CONSTRAINT edition_hash_is_of_body
    CHECK (sha256 = encode(sha256(convert_to(body, 'UTF8')), 'hex'));
INSERT INTO conditions_catalogueversion (id, number) VALUES (1, 0) ON CONFLICT DO NOTHING;
"""

BACKWARDS = """
DELETE FROM conditions_catalogueversion;
ALTER TABLE conditions_edition DROP CONSTRAINT edition_hash_is_of_body;
DROP TRIGGER withdrawal_is_permanent ON conditions_withdrawal;
DROP TRIGGER edition_is_permanent ON conditions_edition;
DROP FUNCTION conditions_refuse_change();
"""


class Migration(migrations.Migration):
    dependencies = [("conditions", "0001_initial")]

    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
