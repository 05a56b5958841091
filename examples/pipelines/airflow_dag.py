"""Trains a model, rolls it out, and tells the judge of the labels that have come back.

The workers need the program turnout on their path, and TURNOUT_BOOTSTRAP_SERVERS and TURNOUT_REGISTRY in their environment.
"""

import pendulum
from airflow.providers.standard.operators.bash import BashOperator
from airflow.sdk import DAG

with DAG(
    dag_id="fraud",
    schedule="@daily",
    start_date=pendulum.datetime(2026, 1, 1, tz="UTC"),
    catchup=False,
    max_active_runs=1,
) as dag:
    train = BashOperator(
        task_id="train",
        bash_command="echo 'here a model is trained and rollout.yaml is written'",
        cwd="/srv/fraud",
    )

    # A retry asks for the same command again: it is carried out once.
    rollout = BashOperator(
        task_id="rollout",
        bash_command=(
            "turnout rollout start -f rollout.yaml --wait --timeout 5h"
            " --command-id 'airflow-{{ run_id }}' --actor airflow/fraud"
        ),
        cwd="/srv/fraud",
        retries=2,
    )

    labels = BashOperator(
        task_id="labels",
        bash_command=(
            "turnout report --model fraud --outcome accuracy --from labels.csv"
            " --reporter airflow --run-id 'airflow-{{ run_id }}'"
        ),
        cwd="/srv/fraud",
    )

    train >> [rollout, labels]
